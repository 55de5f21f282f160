using Rollouts.Analysis.Compare;
using Rollouts.Bench.Corpus.Traffic;

namespace Rollouts.Bench.Corpus.Rules;

/// <summary>
/// The judge of Kayenta: our comparison with its options, which agrees with the figures of its public tests. Two
/// metrics, each in a group of its own.
/// </summary>
internal sealed class KayentaRule(KayentaTerms terms) : IRule
{
    private static readonly CompareSettings Settings = new()
    {
        Direction = Direction.Increase,
        Tolerance = 0.25,
        ToleranceOf = ToleranceOf.EstimatedShift,
        Confidence = 0.98,
        LeastPoints = 1,
    };

    private readonly List<Sample> _candidate = [];
    private readonly List<Sample> _baseline = [];
    private readonly (List<double> Failing, List<double> P99) _ofCandidate = ([], []);
    private readonly (List<double> Failing, List<double> P99) _ofBaseline = ([], []);
    private double _nextJudgement = terms.IntervalMinutes * 60;

    public bool RollsBack(Sample candidate, Sample baseline, double endSeconds, bool isSilent, bool isLast)
    {
        _candidate.Add(candidate);
        _baseline.Add(baseline);
        if (_candidate.Count * RolloutTraffic.TickSeconds >= terms.StepSeconds)
        {
            Close(_candidate, _ofCandidate, isSilent);
            Close(_baseline, _ofBaseline, isSilent);
        }

        if (endSeconds < _nextJudgement && !isLast)
        {
            return false;
        }

        _nextJudgement += terms.IntervalMinutes * 60;
        double score = Score();
        return score <= terms.Marginal || (isLast && score < terms.Pass);
    }

    private double Score()
    {
        ScoredCheck[] checks =
        [
            Scored("failing", _ofCandidate.Failing, _ofBaseline.Failing),
            Scored("p99", _ofCandidate.P99, _ofBaseline.P99),
        ];
        return Analysis.Compare.Score.Of(checks, new Dictionary<string, double>()).Value;
    }

    private static ScoredCheck Scored(string name, List<double> candidate, List<double> baseline) =>
        new(name, Comparer.Compare(Settings, candidate, baseline).Classification, [name]);

    private static void Close(List<Sample> step, (List<double> Failing, List<double> P99) into, bool isSilent)
    {
        long requests = step.Sum(sample => sample.Requests);
        bool isMissing = isSilent || requests == 0;
        into.Failing.Add(isMissing ? double.NaN : (double)step.Sum(sample => sample.Failing) / requests);
        into.P99.Add(isMissing ? double.NaN : Windows.P99(step));
        step.Clear();
    }
}
