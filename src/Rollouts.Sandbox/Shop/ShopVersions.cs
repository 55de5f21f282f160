using System.Collections.Concurrent;

namespace Rollouts.Sandbox.Shop;

/// <summary>All running versions of the shop.</summary>
internal sealed class ShopVersions(int seed, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Each version is a separate server. A mistake in a loop must not use all ports of the machine.</summary>
    public const int MostVersions = 50;

    private readonly ConcurrentDictionary<string, ShopVersion> _versions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    public IReadOnlyList<ShopVersion> Versions =>
        [.. _versions.Values.OrderBy(version => version.Name, StringComparer.Ordinal)];

    public Uri? Find(string name) => _versions.GetValueOrDefault(name)?.Address;

    /// <summary>Starts the version if it does not run, and sets its behaviour; false if there are too many.</summary>
    public async Task<bool> TurnAsync(string name, Dial dial, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (!_versions.TryGetValue(name, out var version))
            {
                if (_versions.Count >= MostVersions)
                {
                    return false;
                }

                version = await ShopVersion.StartAsync(name, seed + _versions.Count, clock, cancellation);
                _versions[name] = version;
            }

            version.Dial = dial;
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops the version; false if no version of that name runs.</summary>
    public async Task<bool> StopAsync(string name)
    {
        if (!_versions.TryRemove(name, out var version))
        {
            return false;
        }

        await version.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var version in _versions.Values)
        {
            await version.DisposeAsync();
        }

        _one.Dispose();
    }
}
