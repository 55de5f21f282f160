namespace Rollouts.Bench.Corpus.Rules;

/// <summary>A comparison of the values of both versions, and a score.</summary>
/// <param name="StepSeconds">The time that one value stands for.</param>
/// <param name="IntervalMinutes">How often all values so far are judged.</param>
internal sealed record KayentaTerms(double StepSeconds, double IntervalMinutes, double Marginal, double Pass);
