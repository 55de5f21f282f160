using Rollouts.Analysis.Sequential;

namespace Rollouts.Analysis.Power;

/// <summary>
/// Estimates without a simulation how likely and how soon a plan finds a failure: the evidence of the best bet is
/// treated as a walk with a known drift. The estimate of the time is good to about a tenth for a plan that moves on by
/// itself, pessimistic for small chances, and rougher for steps that wait for a verdict. It supports only judges that
/// compare with the baseline.
/// </summary>
public static class FastFormula
{
    /// <summary>Requests without a failure that rule out a margin, in units of one over the margin.</summary>
    private const double RequestsToProve = 5.3;

    public static Estimate Of(RehearsalPlan plan, RehearsedTraffic traffic, Failure failure)
    {
        double baselineRate = traffic.RateOf(failure);
        double candidateRate = failure.CandidateRate(baselineRate);
        TimeSpan tick = SimulatedRollout.TickOf(plan);
        var fate = new Fate();
        RehearsedJudge? judge = plan.JudgesOf(failure).FirstOrDefault(one => one.Settings is RelativeSettings);
        EvidenceWalk[] walks = Walks(judge?.Settings as RelativeSettings, candidateRate - baselineRate);
        for (int number = 0; number < plan.Steps.Count; number++)
        {
            RehearsalStep step = plan.Steps[number];
            foreach (EvidenceWalk walk in walks)
            {
                // Outside of its steps the evidence rests, as it does at 100 %.
                double share = judge?.Watches(number) == true ? step.Share : 1;
                walk.Enter(traffic.RequestsPerSecond * tick.TotalSeconds, share, baselineRate, candidateRate);
            }

            double failingATick =
                traffic.RequestsPerSecond * tick.TotalSeconds * step.Share * (candidateRate - baselineRate);
            double least = LeastOf(step, traffic.RequestsPerSecond * step.Share) / tick;
            fate.Pass(walks, least, failingATick);
            if (step.WaitsForHealth)
            {
                fate.Wait(walks, (step.AtMost / tick) - least, failingATick, isEnd: step.Otherwise != StepEnd.Advance);
            }
        }

        return new Estimate(fate.Caught, fate.Ticks * tick, fate.Failed);
    }

    private static EvidenceWalk[] Walks(RelativeSettings? judge, double excess)
    {
        if (judge is null || excess <= 0 || excess < judge.LeastExcess)
        {
            return [];
        }

        return judge.Form == EvidenceForm.Robust
            ? [new EvidenceWalk(EvidenceForm.Vote, judge), new EvidenceWalk(EvidenceForm.Event, judge)]
            : [new EvidenceWalk(judge.Form, judge)];
    }

    /// <summary>How long a step lasts if there is no evidence against the candidate.</summary>
    private static TimeSpan LeastOf(RehearsalStep step, double requestsPerSecond)
    {
        double toProve = step.Prove is { } margin ? RequestsToProve / margin : 0;
        double needed = step.WaitsForHealth ? Math.Max(step.Requests, toProve) : 0;
        if (needed > requestsPerSecond * step.AtMost.TotalSeconds)
        {
            return step.AtMost;
        }

        var wait = TimeSpan.FromSeconds(needed / requestsPerSecond);
        return wait > step.AtLeast ? wait : step.AtLeast;
    }

    /// <summary>The shares of all releases: caught, stopped for a person, or still in progress.</summary>
    private sealed class Fate
    {
        private double _stopped;

        public double Caught { get; private set; }

        public double Ticks { get; private set; }

        public double Failed { get; private set; }

        /// <summary>Advances all releases in progress by some ticks.</summary>
        public void Pass(EvidenceWalk[] walks, double ticks, double failingATick)
        {
            for (double left = ticks; left > 0; left--)
            {
                Spend(Math.Min(1, left), 1 - Caught - _stopped, failingATick);
                Caught = Math.Clamp(Move(walks, Math.Min(1, left)), Caught, 1 - _stopped);
            }
        }

        /// <summary>Keeps the releases waiting that are in doubt by now. All others have moved on.</summary>
        public void Wait(EvidenceWalk[] walks, double ticks, double failingATick, bool isEnd)
        {
            double doubted = walks.Select(walk => walk.Doubted).DefaultIfEmpty().Max();
            foreach (EvidenceWalk walk in walks)
            {
                walk.Remember();
            }

            for (double left = ticks; left > 0 && doubted > Caught; left--)
            {
                Spend(Math.Min(1, left), doubted - Caught, failingATick);
                Caught = Math.Clamp(Move(walks, Math.Min(1, left)), Caught, Math.Max(Caught, doubted - _stopped));
            }

            _stopped += isEnd ? Math.Max(0, doubted - Caught - _stopped) : 0;
            foreach (EvidenceWalk walk in walks)
            {
                walk.Recall();
            }
        }

        private void Spend(double ticks, double share, double failingATick)
        {
            Ticks += ticks * share;
            Failed += ticks * share * failingATick;
        }

        private static double Move(EvidenceWalk[] walks, double ticks)
        {
            double caught = 0;
            foreach (EvidenceWalk walk in walks)
            {
                walk.Move(ticks);
                caught = Math.Max(caught, walk.Caught);
            }

            return caught;
        }
    }
}
