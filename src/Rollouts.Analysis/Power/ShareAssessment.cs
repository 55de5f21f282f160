namespace Rollouts.Analysis.Power;

/// <summary>How surely and how soon a router that misroutes is found at one weight.</summary>
/// <param name="Asked">The weight of the steps.</param>
/// <param name="Got">The share of the requests that the candidate really gets.</param>
/// <param name="Found">The chance that it is found before the steps at this weight have ended.</param>
/// <param name="TimeToFind">From the shift on; null if it was never found.</param>
public sealed record ShareAssessment(Weight Asked, double Got, Chance Found, Waiting? TimeToFind);
