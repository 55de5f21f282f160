namespace Rollouts.Integrations.Kubernetes;

/// <summary>
/// The versions of the objects of a collection as a watch shows them, and whether the watch can be believed: a
/// connection that is dead says nothing, and says nothing of being dead.
/// </summary>
internal sealed class ShownVersions(TimeProvider clock)
{
    /// <summary>
    /// An API server sends a bookmark about every minute where nothing changes. After a longer silence the watch may be
    /// dead, and objects are read until it is heard of again.
    /// </summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private long? _heardAt;

    /// <summary>Null where the object is not there, and while the watch cannot be believed.</summary>
    public string? Of(string name)
    {
        lock (_gate)
        {
            return _heardAt is { } at && clock.GetElapsedTime(at) < LongestSilence
                ? _versions.GetValueOrDefault(name)
                : null;
        }
    }

    /// <summary>The cluster has accepted the watch, or sent something.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            _heardAt = clock.GetTimestamp();
        }
    }

    /// <summary>Nothing is watched from now on.</summary>
    public void Silent()
    {
        lock (_gate)
        {
            _heardAt = null;
        }
    }

    /// <param name="version">Null for an object that was deleted.</param>
    public void Set(string name, string? version)
    {
        lock (_gate)
        {
            if (version is null)
            {
                _versions.Remove(name);
            }
            else
            {
                _versions[name] = version;
            }
        }
    }

    /// <summary>The objects that were there and are not among these.</summary>
    public IReadOnlyList<string> Without(IEnumerable<string?> names)
    {
        lock (_gate)
        {
            return [.. _versions.Keys.Except(names.OfType<string>(), StringComparer.Ordinal)];
        }
    }
}
