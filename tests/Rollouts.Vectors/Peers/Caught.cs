namespace Rollouts.Vectors.Peers;

/// <summary>How surely, how soon and at what cost a failure is found.</summary>
/// <param name="Share">Of all rollouts, those that are taken back.</param>
/// <param name="Seconds">Until then, on average over those.</param>
/// <param name="Failed">Requests that fail because of it, on average over all.</param>
internal readonly record struct Caught(double Share, double Seconds, double Failed);
