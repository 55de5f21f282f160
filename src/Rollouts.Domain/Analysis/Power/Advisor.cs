namespace Rollouts.Domain.Analysis.Power;

/// <summary>Says what would help a plan that does not find a failure.</summary>
internal static class Advisor
{
    private const double Wanted = 0.8;

    /// <summary>Below this many failing requests of the candidate, nobody could tell them from chance.</summary>
    private const double LeastToSee = 1;

    private const double LongestHoldTimes = 1000;

    /// <summary>Twice as many failing test requests as a judge needs when everything fails.</summary>
    private const double FailuresToSee = 10;

    public static bool IsBeyondAnybody(RehearsalPlan plan, SimulatedTraffic traffic) =>
        Excess(plan, traffic) < LeastToSee;

    public static ValueList<string> Advise(RehearsalPlan plan, Traffic traffic, Assessment assessment, Action? onPath)
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
                $"nobody could tell: the candidate serves {Words.Number(Math.Round(Excess(plan, simulated), 2))} "
                    + "failing requests while every step takes its least time"
            );
        }

        if (LongerHold(plan, traffic, assessment.Failure, onPath) is { } times)
        {
            advice.Add($"hold every step {Words.Number(times)} times as long");
        }

        if (LargerFirstStep(plan, traffic, assessment.Failure, onPath) is { } weight)
        {
            advice.Add($"begin with {weight} instead of {plan.Steps[0].Weight}");
        }

        advice.Add(
            $"send about {Words.Count(TestRequests(assessment))} test requests to the candidate by a header "
                + "before the first shift"
        );
        return advice.ToValueList();
    }

    /// <summary>The failing requests that the candidate adds while every step takes its least time.</summary>
    private static double Excess(RehearsalPlan plan, SimulatedTraffic traffic) =>
        plan.Steps.Sum(step =>
            traffic.RequestsPerSecond
            * step.Share
            * step.AtLeast.TotalSeconds
            * (traffic.CandidateRate - traffic.BaselineRate)
        );

    private static double? LongerHold(RehearsalPlan plan, Traffic traffic, Failure failure, Action? onPath)
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

    private static Weight? LargerFirstStep(RehearsalPlan plan, Traffic traffic, Failure failure, Action? onPath)
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

    /// <summary>Two digits are all that a formula good to a tenth can mean.</summary>
    private static double Rounded(double times) => times < 10 ? Math.Round(times, 1) : Math.Round(times);
}
