using Rollouts.Contracts.Storage;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Sqlite;

namespace Rollouts.Integrations.Tests.Storage.Sqlite;

/// <summary>SQLite keeps the contract.</summary>
public static class SqliteContractTests
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
}
