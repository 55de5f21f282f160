using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Verifying;

/// <summary>A stream with a fault.</summary>
public sealed record StreamFinding(StreamName Stream, ChainVerdict Verdict);
