namespace Rollouts.Storage.Serialization;

/// <summary>
/// A newer build wrote a stored event that this build does not know, and only such a build can read it.
/// </summary>
public sealed class UnknownEventException(string name)
    : Exception($"Event '{name}' is not known to this version; it was written by a newer one.")
{
    public string Name { get; } = name;
}
