namespace Rollouts.Api.Rollouts;

/// <summary>What a rollout that is only observed would have done.</summary>
/// <param name="Action">Hold or RollBack.</param>
/// <param name="Weight">The largest weight of the new version at that time.</param>
internal sealed record WouldHaveView(string Action, string Weight, string Because, string At);
