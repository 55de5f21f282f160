using Rollouts.Bench.Corpus.Traffic;

namespace Rollouts.Bench.Corpus.Rules;

/// <summary>Looks at a window every so often, and counts the looks that fail.</summary>
internal sealed class ThresholdRule(ThresholdTerms terms) : IRule
{
    private readonly Queue<Sample> _window = new();
    private readonly int _ticks = (int)(terms.WindowSeconds / RolloutTraffic.TickSeconds);
    private double _nextLook = terms.EverySeconds;
    private int _failures;
    private int _errors;

    private bool IsBroken => _failures >= terms.FailuresToRollBack;

    public bool RollsBack(Sample candidate, Sample baseline, double endSeconds, bool isSilent, bool isLast)
    {
        _window.Enqueue(candidate);
        if (_window.Count > _ticks)
        {
            _window.Dequeue();
        }

        if (endSeconds < _nextLook)
        {
            return false;
        }

        if (terms.ActsWithTheNextLook && IsBroken)
        {
            return true;
        }

        bool isError = isSilent && terms.SourceFails == "errors";
        _errors = isError ? _errors + 1 : 0;
        _nextLook += isError ? terms.RetryErrorsAfterSeconds!.Value : terms.EverySeconds;
        bool? fails = isSilent ? (terms.SourceFails == "fails" ? true : null) : Fails();
        _failures = fails switch
        {
            true => _failures + 1,
            false when terms.InARow => 0,
            _ => _failures,
        };
        return (!terms.ActsWithTheNextLook && IsBroken) || _errors >= terms.ErrorsToRollBack;
    }

    /// <summary>Whether the window breaks a limit; null if it does not count.</summary>
    private bool? Fails()
    {
        long requests = _window.Sum(sample => sample.Requests);
        if (requests == 0)
        {
            return terms.WithoutRequests == "fails" ? true : null;
        }

        bool isAbove = _window.Sum(sample => sample.Failing) > terms.FailingShareAtMost * requests;
        return isAbove || Windows.P99(_window) > terms.P99AtMostMilliseconds;
    }
}
