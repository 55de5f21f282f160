namespace Rollouts.Analysis.Power;

/// <summary>Suggests changes to a plan that does not find a failure.</summary>
internal static class Advisor
{
    private const double Wanted = 0.8;

    /// <summary>
    /// With fewer failing requests of the candidate than this, no test can distinguish a fault from chance.
    /// </summary>
    private const double LeastToSee = 1;

    private const double LongestHoldTimes = 1000;

    /// <summary>Twice the number of failing test requests that a judge needs if everything fails.</summary>
    private const double FailuresToSee = 10;

    public static bool IsBeyondAnybody(RehearsalPlan plan, SimulatedTraffic traffic) =>
        Excess(plan, traffic) < LeastToSee;

    public static ValueList<string> Advise(
        RehearsalPlan plan,
        RehearsedTraffic traffic,
        Assessment assessment,
        Action? onPath
    )
    {
        if (assessment.RollBack.Share >= Wanted || assessment.CandidateRate <= assessment.BaselineRate)
        {
            return [];
        }

        var simulated = new SimulatedTraffic(
            traffic.RequestsPerSecond,
            assessment.BaselineRate,
            assessment.CandidateRate
        );
        List<string> advice = [];
        if (assessment.IsBeyondAnybody)
        {
            advice.Add(
                $"undecidable: the candidate serves {JudgeText.Number(Math.Round(Excess(plan, simulated), 2))} "
                    + "failing requests while every step takes its least time"
            );
        }

        if (LongerHold(plan, traffic, assessment.Failure, onPath) is { } times)
        {
            advice.Add($"hold every step {JudgeText.Number(times)} times as long");
        }

        if (LargerFirstStep(plan, traffic, assessment.Failure, onPath) is { } weight)
        {
            advice.Add($"begin with {weight} instead of {plan.Steps[0].Weight}");
        }

        advice.Add(
            $"send about {JudgeText.Count(TestRequests(assessment))} test requests to the candidate by a header "
                + "before the first shift"
        );
        return advice.ToValueList();
    }

    /// <summary>The failing requests that the candidate adds if every step takes its minimum time.</summary>
    private static double Excess(RehearsalPlan plan, SimulatedTraffic traffic) =>
        plan.Steps.Sum(step =>
            traffic.RequestsPerSecond
            * step.Share
            * step.AtLeast.TotalSeconds
            * (traffic.CandidateRate - traffic.BaselineRate)
        );

    private static double? LongerHold(RehearsalPlan plan, RehearsedTraffic traffic, Failure failure, Action? onPath)
    {
        for (double times = 1.5; times <= LongestHoldTimes; times = Rounded(times * 1.3))
        {
            onPath?.Invoke();
            double factor = times;
            RehearsalPlan longer = plan with
            {
                Steps = plan
                    .Steps.Select(step => step with { AtLeast = step.AtLeast * factor, AtMost = step.AtMost * factor })
                    .ToValueList(),
            };
            if (FastFormula.Of(longer, traffic, failure).RollBack >= Wanted)
            {
                return times;
            }
        }

        return null;
    }

    private static Weight? LargerFirstStep(
        RehearsalPlan plan,
        RehearsedTraffic traffic,
        Failure failure,
        Action? onPath
    )
    {
        RehearsalStep first = plan.Steps[0];
        for (int percent = (first.Weight.BasisPoints / 100) + 1; percent <= 50; percent++)
        {
            onPath?.Invoke();
            var weight = Weight.Percent(percent);
            RehearsalPlan larger = plan with
            {
                Steps = plan
                    .Steps.Select(step => step.Weight < weight ? step with { Weight = weight } : step)
                    .ToValueList(),
            };
            if (FastFormula.Of(larger, traffic, failure).RollBack >= Wanted)
            {
                return weight;
            }
        }

        return null;
    }

    private static long TestRequests(Assessment assessment) =>
        Math.Max(
            Shift.PreviewRequests,
            (long)Math.Ceiling(FailuresToSee / (assessment.CandidateRate - assessment.BaselineRate))
        );

    /// <summary>The formula is good to about a tenth, so more than two digits would have no meaning.</summary>
    private static double Rounded(double times) => times < 10 ? Math.Round(times, 1) : Math.Round(times);
}
