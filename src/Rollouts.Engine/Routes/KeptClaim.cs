using Rollouts.Domain.Routes;
using Rollouts.Storage;

namespace Rollouts.Engine.Routes;

/// <summary>A claim with the stream that keeps it.</summary>
/// <param name="Version">The version of the stream that was read; 0 if there is none yet.</param>
public sealed record KeptClaim(StreamName Stream, int Version, RouteClaim Claim);
