namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>One check that is to be asked, with what its judge must know to answer for now and not for then.</summary>
/// <param name="Generation">The evidence it goes on gathering.</param>
/// <param name="Epoch">Healthy evidence begins anew with each.</param>
/// <param name="Candidate">The share of the traffic that the candidate is meant to have where it is asked.</param>
public sealed record Question(CheckName Check, TargetName? Target, int Generation, int Epoch, Weight Candidate);
