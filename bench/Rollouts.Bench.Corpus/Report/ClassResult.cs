using Rollouts.Bench.Corpus.Traffic;

namespace Rollouts.Bench.Corpus.Report;

/// <summary>A class, with what became of it under each judge.</summary>
internal sealed record ClassResult(Scenario Class, Tally[] Tallies);
