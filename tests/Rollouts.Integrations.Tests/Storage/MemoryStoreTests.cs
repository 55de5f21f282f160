using Rollouts.Contracts.Storage;

namespace Rollouts.Integrations.Tests.Storage;

/// <summary>The store in memory keeps the contract, so that what is tried on it holds on the real ones.</summary>
public static class MemoryStoreTests
{
    public sealed class Streams() : StreamContract(new MemoryHarness());

    public sealed class Due() : DueContract(new MemoryHarness());

    public sealed class Classes() : ClassContract(new MemoryHarness());

    public sealed class Questions() : QuestionContract(new MemoryHarness());

    public sealed class Outbox() : OutboxContract(new MemoryHarness());

    public sealed class Idempotency() : IdempotencyContract(new MemoryHarness());

    public sealed class Lists() : ListContract(new MemoryHarness());

    public sealed class Checkpoints() : CheckpointContract(new MemoryHarness());

    public sealed class Jobs() : JobContract(new MemoryHarness());

    public sealed class Bundles() : BundleContract(new MemoryHarness());
}
