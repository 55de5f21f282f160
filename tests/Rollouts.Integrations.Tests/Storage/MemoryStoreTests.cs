using Rollouts.Contracts.Storage;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Storage;

namespace Rollouts.Integrations.Tests.Storage;

/// <summary>The store in memory keeps the contract, so that what is tried on it holds on the real ones.</summary>
public static class MemoryStoreTests
{
    public sealed class Streams() : StreamContract(new Harness());

    public sealed class Due() : DueContract(new Harness());

    public sealed class Questions() : QuestionContract(new Harness());

    public sealed class Outbox() : OutboxContract(new Harness());

    public sealed class Idempotency() : IdempotencyContract(new Harness());

    public sealed class Lists() : ListContract(new Harness());

    public sealed class Checkpoints() : CheckpointContract(new Harness());

    private sealed class Harness : IStoreHarness
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
}
