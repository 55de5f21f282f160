namespace Rollouts.Api.Rollouts;

/// <summary>The point of no return of a rollout's plan.</summary>
/// <param name="Because">Why the old version cannot serve after it, in the words of the plan.</param>
/// <param name="PassedAt">When it was passed; null while the rollout still goes back by itself.</param>
/// <param name="Withheld">Why a rollback is due since then that a person must decide; null for none.</param>
internal sealed record PointView(string Because, string? PassedAt, string? Withheld);
