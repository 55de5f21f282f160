using Rollouts.Bench.Corpus.Judging;
using Rollouts.Bench.Corpus.Rules;
using Rollouts.Bench.Corpus.Traffic;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Bench.Corpus.Report;

/// <summary>Runs classes of the corpus. Each rollout has a seed of its own, which stays the same from run to run.</summary>
internal sealed class Corpus
{
    /// <summary>Every so many rollouts, the stored journals are judged again.</summary>
    private const int JournalEvery = 25;

    private readonly RolloutSpec _spec;
    private readonly double[] _shares;
    private int _replayed;
    private int _differing;

    /// <param name="byRoute">Whether the plan judges failures by route, too, as published.</param>
    public Corpus(bool byRoute = true)
    {
        _spec = Published.Spec(byRoute);
        _shares = Published.Shares(_spec, RolloutTraffic.TickSeconds);
    }

    /// <summary>Ours, and then the peers in the order of their files.</summary>
    public static IReadOnlyList<string> Judges { get; } = ["Rollouts", .. RuleFile.All.Select(rule => rule.Name)];

    public int Replayed => _replayed;

    public int Differing => _differing;

    public double Minutes => _shares.Length * RolloutTraffic.TickSeconds / 60;

    /// <summary>The tallies of all judges on one class.</summary>
    public Tally[] Run(Scenario scenario, int number, int runs)
    {
        var ends = new End[runs][];
        Parallel.For(0, runs, run => ends[run] = RunOne(scenario, ((ulong)number << 32) + (ulong)run, run));
        Tally[] tallies = [.. Judges.Select(_ => new Tally())];
        foreach (End[] run in ends)
        {
            for (int judge = 0; judge < tallies.Length; judge++)
            {
                tallies[judge].Add(run[judge].FoundAfter, run[judge].IsHeld, run[judge].Hurt);
            }
        }

        return tallies;
    }

    private End[] RunOne(Scenario scenario, ulong seed, int run)
    {
        var traffic = new RolloutTraffic(scenario, seed, _shares.Length + 1);
        var ours = new OurRollout(_spec, hasJournal: run % JournalEvery == 0);
        IRule[] rules = [.. RuleFile.All.Select(rule => rule.Begin())];
        var ends = new End[1 + rules.Length];
        double onset = scenario.Fault?.Onset ?? 0;
        bool isHeldEnough = scenario.Fault is Fault.Misrouted;
        Sample? lateCandidate = null;
        Sample? lateBaseline = null;
        (double Share, int Shifted) published = (0, 0);
        (double Share, int Shifted) own = (0, 0);
        for (int tick = 0; tick < _shares.Length; tick++)
        {
            double end = (tick + 1) * RolloutTraffic.TickSeconds;
            published = published.Share == _shares[tick] ? published : (_shares[tick], tick);
            own = own.Share == ours.Share ? own : (ours.Share, tick);
            bool isSilent = traffic.Course.IsSilent[tick];
            var drawn = traffic.Draw(tick, published.Share, published.Shifted);
            if (!ends[0].IsOver)
            {
                // A rollout that a person was asked about stays at its weight, so it may meet other requests.
                var seen = own == published ? drawn : traffic.Draw(tick, own.Share, own.Shifted);
                (Sample mine, Sample others) = traffic.Course.BaselineLate switch
                {
                    > 0 => (seen.Candidate, lateBaseline ?? Sample.None),
                    < 0 => (lateCandidate ?? Sample.None, seen.Baseline),
                    _ => (seen.Candidate, seen.Baseline),
                };
                (lateCandidate, lateBaseline) = (seen.Candidate, seen.Baseline);
                ours.Observe(mine, others, isSilent);
                bool isFound = ours.IsRolledBack || (isHeldEnough && ours.IsHeld);
                ends[0] = ends[0].After(seen.Hurt, isFound ? end - onset : null, ours.IsHeld);
            }

            for (int rule = 0; rule < rules.Length; rule++)
            {
                if (!ends[rule + 1].IsOver)
                {
                    bool isLast = tick == _shares.Length - 1;
                    bool back = rules[rule].RollsBack(drawn.Candidate, drawn.Baseline, end, isSilent, isLast);
                    ends[rule + 1] = ends[rule + 1].After(drawn.Hurt, back ? end - onset : null, isHeld: false);
                }
            }
        }

        if (ours.IsReplayed() is { } isReplayed)
        {
            Interlocked.Increment(ref _replayed);
            Interlocked.Add(ref _differing, isReplayed ? 0 : 1);
        }

        return ends;
    }

    /// <summary>How one rollout ends under one judge.</summary>
    private readonly record struct End(double? FoundAfter, bool IsHeld, double Hurt)
    {
        public bool IsOver => FoundAfter is not null;

        public End After(double hurt, double? foundAfter, bool isHeld) =>
            new(foundAfter, (IsHeld || isHeld) && foundAfter is null, Hurt + hurt);
    }
}
