using Rollouts.Contracts.Storage;

namespace Rollouts.Integrations.Tests.Storage.Sqlite;

/// <summary>SQLite keeps the contract.</summary>
public static class SqliteContractTests
{
    public sealed class Streams() : StreamContract(new SqliteHarness());

    public sealed class Due() : DueContract(new SqliteHarness());

    public sealed class Changes() : ChangeContract(new SqliteHarness());

    public sealed class Classes() : ClassContract(new SqliteHarness());

    public sealed class Questions() : QuestionContract(new SqliteHarness());

    public sealed class Outbox() : OutboxContract(new SqliteHarness());

    public sealed class Idempotency() : IdempotencyContract(new SqliteHarness());

    public sealed class Lists() : ListContract(new SqliteHarness());

    public sealed class Checkpoints() : CheckpointContract(new SqliteHarness());

    public sealed class Jobs() : JobContract(new SqliteHarness());

    public sealed class Bundles() : BundleContract(new SqliteHarness());
}
