using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Drafts;

/// <summary>Adds the parts that every plan needs and a manifest may lack: a check, and a last step to 100 %.</summary>
internal static class DraftFinish
{
    /// <summary>The longest verify that the plan language adds by default.</summary>
    private static readonly TimeSpan UsualVerify = TimeSpan.FromMinutes(30);

    /// <summary>The shortest time in which the slowest check can answer.</summary>
    public static TimeSpan SlowestCheck(PlanDraft draft) =>
        draft.Checks.Select(check => check.NeedsAtLeast).DefaultIfEmpty(TimeSpan.Zero).Max();

    /// <summary>Adds a check if there is none, because a plan without one is refused.</summary>
    public static void NeedCheck(PlanDraft draft, string file, SourceNode node, LossLog losses)
    {
        if (draft.Checks.Any(check => check.Lines.All(line => line.Yaml != "dryRun: true")))
        {
            return;
        }

        draft.Checks.Add(
            new CheckDraft(
                "successRate",
                [
                    new DraftLine(
                        "successRate: { atLeast: 99%, every: 5s }",
                        "added: a plan needs a check that can stop it"
                    ),
                ]
            )
            {
                NeedsAtLeast = TimeSpan.FromSeconds(30),
            }
        );
        losses.Changed(
            file,
            node,
            "nothing in the manifest could stop a bad release; the check 'successRate: { atLeast: 99% }' was added"
        );
    }

    /// <summary>Ends the steps of a canary: a verify of every check, then all traffic, and no bake.</summary>
    public static void EndCanary(PlanDraft draft, string verifyComment)
    {
        if (draft.Reached < 100)
        {
            NeedVerify(draft, verifyComment);
            draft.Shift(100, "the end of every rollout");
        }

        if (!draft.Steps.Any(step => step.Yaml.StartsWith("bake:", StringComparison.Ordinal)))
        {
            draft.Step("bake: 0s", "the manifest watches nothing after 100 %");
        }
    }

    /// <summary>Adds the verify that is required between the last shift below 100 % and the one to 100 %.</summary>
    public static void NeedVerify(PlanDraft draft, string comment)
    {
        var lastShift = draft.Steps.FindLastIndex(step => step.Yaml.StartsWith("shift:", StringComparison.Ordinal));
        var hasVerify = draft
            .Steps.Skip(lastShift + 1)
            .Any(step => step.Yaml.StartsWith("verify:", StringComparison.Ordinal));
        if (draft.Reached > 0 && !hasVerify)
        {
            draft.Step(Verify(draft, TimeSpan.Zero, UsualVerify, "hold"), comment);
        }
    }

    /// <summary>A verify that gives every check enough time.</summary>
    public static string Verify(PlanDraft draft, TimeSpan atLeast, TimeSpan atMost, string otherwise)
    {
        var needed = SlowestCheck(draft) + TimeSpan.FromSeconds(1);
        var longest = new[] { atLeast, atMost, needed, TimeSpan.FromSeconds(1) }.Max();
        return $"verify: {{ atLeast: {SourceDurations.Say(atLeast)}, atMost: {SourceDurations.Say(longest)}, "
            + $"requests: 1, otherwise: {otherwise} }}";
    }
}
