using Rollouts.Contracts.Storage;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Integrations.Tests.Storage;

/// <summary>A store in memory for each test, with a clock that is moved by hand.</summary>
internal sealed class MemoryHarness : IStoreHarness
{
    private readonly SettableClock _clock = new();

    public Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore(_clock));

    public Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
