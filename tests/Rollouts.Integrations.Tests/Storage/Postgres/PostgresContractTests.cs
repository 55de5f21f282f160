using Rollouts.Contracts.Storage;

namespace Rollouts.Integrations.Tests.Storage.Postgres;

/// <summary>PostgreSQL keeps the contract.</summary>
public static class PostgresContractTests
{
    public sealed class Streams() : StreamContract(new PostgresHarness());

    public sealed class Due() : DueContract(new PostgresHarness());

    public sealed class Changes() : ChangeContract(new PostgresHarness());

    public sealed class Classes() : ClassContract(new PostgresHarness());

    public sealed class Questions() : QuestionContract(new PostgresHarness());

    public sealed class Outbox() : OutboxContract(new PostgresHarness());

    public sealed class Idempotency() : IdempotencyContract(new PostgresHarness());

    public sealed class Lists() : ListContract(new PostgresHarness());

    public sealed class Checkpoints() : CheckpointContract(new PostgresHarness());

    public sealed class Jobs() : JobContract(new PostgresHarness());

    public sealed class Bundles() : BundleContract(new PostgresHarness());
}
