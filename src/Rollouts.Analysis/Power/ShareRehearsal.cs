using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Power;

/// <summary>
/// Simulates routers that give the candidate twice its share, half of it and nothing, at each weight of a plan. The
/// groups of requests have the size that the judge expects, so the result errs towards too long a time.
/// </summary>
internal static class ShareRehearsal
{
    private const int Paths = 100;

    private const int MostTicks = 600;

    private static readonly double[] Times = [2, 0.5, 0];

    public static ValueList<ShareAssessment> Assess(
        RehearsalPlan plan,
        double requestsPerSecond,
        ulong seed,
        Action? onPath
    ) =>
        plan.Share is not { } settings
            ? []
            : plan
                .Steps.Where(step => step.Share is > 0 and < 1)
                .GroupBy(step => step.Weight)
                .SelectMany(steps =>
                    Times
                        .Where(times => times * steps.First().Share < 1)
                        .Select(times => Assess(plan, settings, [.. steps], times, requestsPerSecond, seed, onPath))
                )
                .ToValueList();

    private static ShareAssessment Assess(
        RehearsalPlan plan,
        ShareSettings settings,
        RehearsalStep[] steps,
        double times,
        double requestsPerSecond,
        ulong seed,
        Action? onPath
    )
    {
        double got = times * steps[0].Share;
        var time = TimeSpan.FromTicks(steps.Sum(step => step.AtLeast.Ticks));
        int ticks = (int)Math.Clamp(time.Ticks / plan.Tick.Ticks, 0, MostTicks);
        var traffic = new GroupedTraffic(
            requestsPerSecond * plan.Tick.TotalSeconds,
            got,
            Math.Max(1, (int)settings.Group)
        );
        List<double> seconds = [];
        for (int path = 0; path < Paths; path++)
        {
            onPath?.Invoke();
            var random = new SeededGenerator((seed << 32) + (ulong)path);
            if (TicksUntilFound(settings, steps[0].Weight, traffic, ticks, random, plan.Tick) is { } found)
            {
                seconds.Add(found * plan.Tick.TotalSeconds);
            }
        }

        return new ShareAssessment(steps[0].Weight, got, Chance.Of(seconds.Count, Paths), Waiting.Of(seconds));
    }

    /// <summary>The ticks from the shift until the router is found to misroute; null if it is not.</summary>
    internal static int? TicksUntilFound(
        ShareSettings settings,
        Weight asked,
        GroupedTraffic traffic,
        int ticks,
        SeededGenerator random,
        TimeSpan length
    )
    {
        Instant start = default;
        CheckState state = CheckStates.Begin(settings, start);
        state.Shifted(new Shift(start, Split.BothArms, InForce: asked));
        for (int number = 1; number <= ticks; number++)
        {
            (ArmIncrement candidate, ArmIncrement baseline) = traffic.Draw(random);
            Instant to = start + (number * length);
            if (state.Judge(new CountTick(number, to - length, to, candidate, baseline)) == CheckOutcome.Misrouted)
            {
                return number;
            }
        }

        return null;
    }
}
