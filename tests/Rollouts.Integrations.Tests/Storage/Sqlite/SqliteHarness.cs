using Rollouts.Contracts.Storage;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Sqlite;
using Rollouts.Storage.Stores;

namespace Rollouts.Integrations.Tests.Storage.Sqlite;

/// <summary>A folder of its own for each test, and a clock that is moved by hand.</summary>
internal sealed class SqliteHarness : IStoreHarness
{
    private readonly SettableClock _clock = new();
    private readonly TemporaryFolder _folder = new();

    public async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.Path, _clock, default);

    public Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
