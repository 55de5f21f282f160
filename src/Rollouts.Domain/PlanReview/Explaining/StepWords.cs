using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.PlanReview.Explaining;

/// <summary>The instructions of a course in words.</summary>
internal static class StepWords
{
    public static void Write(Submission submission, Page page)
    {
        for (var i = 0; i < submission.Course.Instructions.Count; i++)
        {
            var (verb, text) = Say(submission.Course.Instructions[i]);
            page.Row($"{Number(i)} {verb}", Label(submission, i) + text);
        }

        if (submission.Plan.Waves.Count > 1)
        {
            var once = submission.Course.Instructions.Any(instruction => instruction.IsOnce)
                ? "; steps marked 'once' only in the first"
                : "";
            page.Detail($"The steps run for each of the {submission.Plan.Waves.Count} waves in turn{once}.");
        }
    }

    // The parts of blue/green are named by their keys, which the verb says already.
    private static string Label(Submission submission, int step) =>
        submission.Plan.Strategy is Strategy.Canary && submission.Course.Instructions[step].Name is { } name
            ? $"'{name}': "
            : "";

    private static string Number(int index) => (index + 1).ToString().PadLeft(2);

    private static (string Verb, string Text) Say(Instruction instruction) =>
        instruction switch
        {
            Instruction.Ready => (
                "ready",
                "candidate seen at 0%, stable at 100%, no third share, every required source answered; queued "
                    + "until then"
            ),
            Instruction.Shift shift => (
                "shift",
                $"to {shift.To}; not seen on the router within {Spans.Say(shift.Within)}: pause, then roll back"
            ),
            Instruction.Hold hold => ("hold", Spans.Say(hold.For)),
            Instruction.Verify verify => ("verify", Verify(verify)),
            Instruction.Approve approve => ("approve", Approve(approve)),
            Instruction.Gate gate => (
                "gate",
                $"a yes from {gate.Ask} within {Spans.Say(gate.Within)}{Once(gate.Once)}; no, or no answer: "
                    + $"{Say(gate.Otherwise)}"
            ),
            Instruction.Route { Matches.IsEmpty: true } => ("route", "none: requests go by the weights again"),
            Instruction.Route route => (
                "route",
                $"requests with {string.Join(" or ", route.Matches)} to the candidate"
            ),
            Instruction.Mirror { Share.BasisPoints: 0 } => ("mirror", "0%: no more copies to the candidate"),
            Instruction.Mirror mirror => ("mirror", $"a copy of {mirror.Share} of the requests to the candidate"),
            Instruction.PointOfNoReturn point => (
                "point of no return",
                $"{point.Because}; from here on nothing goes back by itself, in no wave: the rollout is held, people "
                    + $"are told every {Spans.Say(PlanDefaults.RemindEvery)}, and a newer version waits"
            ),
            Instruction.Bake bake => (
                "bake",
                $"{Spans.Say(bake.For)} at 100% with the old version warm; a breach still goes back at once"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Verify(Instruction.Verify verify)
    {
        var prove = verify.Prove is { } margin ? $", proof that it is not worse by {margin}" : "";
        var otherwise = verify.Otherwise switch
        {
            UndecidedAction.Hold => "hold for a person",
            UndecidedAction.RollBack => "roll back",
            UndecidedAction.Advance => "go on",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return $"{Spans.Say(verify.AtLeast)} to {Spans.Say(verify.AtMost)} until every check is healthy, "
            + $"{verify.Requests.ToString()} requests or more{prove}; undecided: "
            + $"{otherwise}";
    }

    private static string Approve(Instruction.Approve approve)
    {
        var who = string.Join(" or ", approve.From) + (approve.NotByAuthor ? ", not the author" : "");
        return $"{approve.Count} of {who} within {Spans.Say(approve.Within)}{Once(approve.Once)}; no, or no "
            + $"answer: {Say(approve.Otherwise)}"
            + string.Concat(
                approve.Escalations.Select(one => $"; after {Spans.Say(one.After)} {one.Notify} is informed")
            )
            + $"; may be given ahead, valid for {Spans.Say(approve.ValidAheadFor)}"
            + (approve.DemandedBy is { } environment ? $"; environment '{environment}' demands it" : "");
    }

    private static string Once(bool once) => once ? ", once" : "";

    private static string Say(TimeOutAction action) =>
        action switch
        {
            TimeOutAction.RollBack => "roll back",
            TimeOutAction.Hold => "hold for a person",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
