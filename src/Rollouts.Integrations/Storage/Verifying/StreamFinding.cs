using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>A stream with which something is wrong, and what.</summary>
public sealed record StreamFinding(StreamName Stream, ChainVerdict Verdict);
