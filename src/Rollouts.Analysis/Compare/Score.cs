namespace Rollouts.Analysis.Compare;

/// <summary>The combined score of a plan's comparisons, from 0 to 100.</summary>
/// <param name="Groups">The share of each group's checks that passed, in percent; 0 if no check has a result.</param>
/// <param name="Reason">Why the score is 0, independently of the groups; null if the groups decide.</param>
public sealed record Score(double Value, IReadOnlyDictionary<string, double> Groups, string? Reason = null)
{
    /// <summary>At this share of checks without data, the others do not suffice to pass a release.</summary>
    private const double TooMuchWithoutData = 0.5;

    /// <param name="weights">The weights of the groups, in percent. Groups without a weight share the rest.</param>
    public static Score Of(IEnumerable<ScoredCheck> all, IReadOnlyDictionary<string, double> weights)
    {
        ScoredCheck[] checks = [.. all.Where(check => !check.Muted)];
        ScoredGroup[] groups =
        [
            .. checks
                .SelectMany(check => check.Groups.Select(group => (Group: group, check.Classification)))
                .GroupBy(pair => pair.Group, pair => pair.Classification, StringComparer.Ordinal)
                .Select(group => ScoredGroup.Of(group.Key, group)),
        ];
        Dictionary<string, double> shown = groups.ToDictionary(
            group => group.Name,
            group => group.Passed,
            StringComparer.Ordinal
        );
        return ReasonToFail(checks) is { } reason
            ? new Score(0, shown, reason)
            : new Score(Weigh(groups, weights), shown);
    }

    /// <summary>Grades the score: pass, fail, or marginal, which leaves the decision to a person.</summary>
    public Grade GradeAt(double? pass, double? marginal)
    {
        if (Value >= (pass ?? 0))
        {
            return Grade.Pass;
        }

        return Value >= (marginal ?? double.PositiveInfinity) ? Grade.Marginal : Grade.Fail;
    }

    /// <summary>The verdict on all comparisons together.</summary>
    public Verdict Verdict(double? pass, double? marginal)
    {
        Grade grade = GradeAt(pass, marginal);
        string groups = string.Join(", ", Groups.Select(group => $"{group.Key} {JudgeText.Number(group.Value)}"));
        var evidence = new Evidence
        {
            Sentence = $"the comparisons score {JudgeText.Number(Value)} of 100 ({Reason ?? groups})",
            Now = Value,
            Needed = pass,
            DecidedBy = Reason,
        };
        return new Verdict(
            grade switch
            {
                Grade.Pass => CheckOutcome.Healthy,
                Grade.Marginal => CheckOutcome.Watching,
                Grade.Fail => CheckOutcome.Breach,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            evidence
        );
    }

    private static string? ReasonToFail(ScoredCheck[] checks)
    {
        ScoredCheck? critical = Array.Find(
            checks,
            check => check.IsCritical && check.Classification != Classification.Pass
        );
        if (critical is not null)
        {
            return $"the critical check {critical.Name} did not pass";
        }

        int without = checks.Count(check =>
            check.Classification is Classification.NoData or Classification.TooFewPoints
        );
        return without > 0 && without >= TooMuchWithoutData * checks.Length
            ? "half of the checks or more have no data"
            : null;
    }

    private static double Weigh(ScoredGroup[] groups, IReadOnlyDictionary<string, double> weights)
    {
        int unweighted = groups.Count(group => !weights.ContainsKey(group.Name));
        double each = unweighted == 0 ? 0 : (100 - weights.Values.Sum()) / unweighted;
        double sum = groups.Sum(group => group.Counted * weights.GetValueOrDefault(group.Name, each) / 100);
        return Math.Round(sum, 2, MidpointRounding.AwayFromZero);
    }
}
