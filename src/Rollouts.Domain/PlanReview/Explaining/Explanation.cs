using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview.Explaining;

/// <summary>Explains a plan in plain words, with every default made explicit.</summary>
public static class Explanation
{
    public static string Of(Plan plan, ReviewContext around)
    {
        var demand = around.Installation?.Environments.GetValueOrDefault(plan.Environment)?.Approval;
        var submission = new Submission(plan, Compiler.Compile(plan, demand), around);
        var page = new Page();
        page.Line($"{plan.Service} in {plan.Environment}" + (plan.Owner is { } owner ? $", owned by {owner}" : ""));
        page.Section("where");
        Where(plan, page);
        page.Section(plan.Strategy is Plans.Strategies.Strategy.Canary ? "steps (canary)" : "steps (blue/green)");
        StepWords.Write(submission, page);
        page.Section("checks");
        CheckWords.Write(submission, page);
        page.Section("bounds");
        Bounds(submission, page);
        return page.ToString();
    }

    /// <summary>
    /// Whether the counts that the routers of a plan keep are of its routes alone. A router that is not known counts as
    /// one of them, because only a start knows it.
    /// </summary>
    public static bool CountsOneRoute(Plan plan, ReviewContext around)
    {
        var submission = new Submission(plan, Compiler.Compile(plan), around);
        return plan.Targets.All(target => submission.RouterOf(target)?.CountsOneRoute != false);
    }

    private static void Where(Plan plan, Page page)
    {
        for (var wave = 0; wave < plan.Waves.Count; wave++)
        {
            foreach (var target in plan.Waves[wave].Targets)
            {
                var variables = string.Concat(
                    target.Variables.Select(variable => $", {variable.Name} = {variable.Value}")
                );
                page.Row($"wave {wave + 1}", $"{target.Name}: {Say(target.Route)}{variables}");
            }
        }

        page.Row(
            "backends",
            plan.Backends switch
            {
                Backends.Versioned versioned =>
                    $"one for each version, '{versioned.Template}': added before the start, removed after the end; a "
                        + $"candidate that was taken back is removed after {Spans.Say(versioned.KeepCandidate)} at 0%",
                Backends.Slots slots =>
                    $"{slots.First} and {slots.Second} take turns; the service's record knows which one is stable",
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );
        if (plan.Stickiness is { } stickiness)
        {
            page.Row(
                "stickiness",
                stickiness == Stickiness.Required
                    ? "a user stays on one version, by the configuration of the route"
                    : "the requests of a user may reach both versions"
            );
        }

        if (plan.Backends.Deployments is { } deployments)
        {
            page.Row(
                "deployments",
                $"'{deployments}' behind the new version must be available before traffic is shifted to it"
            );
        }
    }

    private static string Say(Route route) =>
        route switch
        {
            Route.Named { Connection: null } named => $"route '{named.Name}' of the default router",
            Route.Named named => $"route '{named.Name}' of '{named.Connection}'",
            Route.Spelled spelled => $"'{spelled.Connection}', {spelled.Router} {spelled.Where}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static void Bounds(Submission submission, Page page)
    {
        var (plan, course) = (submission.Plan, submission.Course);
        var longest = course.Longest(plan.Waves.Count);
        page.Row(
            "takes",
            $"{Spans.Say(course.Shortest(plan.Waves.Count))} at least, {Spans.Say(longest)} at most; time queued "
                + "or paused comes on top"
        );
        page.Row("runs", $"{Spans.Say(course.Limit(plan))} at most, then it is taken back");
        page.Row("paused", $"{Spans.Say(plan.Limits.PausedAtMost)} at most, then it is taken back");
        page.Row("queued", $"{Spans.Say(plan.Limits.QueuedAtMost)} at most, then it is cancelled");
        page.Row(
            "a newer version",
            plan.Limits.NewVersion switch
            {
                NewVersionPolicy.Supersede =>
                    "takes this one back and starts, until this one goes to 100%; later it waits",
                NewVersionPolicy.Queue => "waits; of several, the newest stays",
                NewVersionPolicy.Refuse => "is refused",
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );
        foreach (var freeze in plan.Freezes)
        {
            page.Row("freeze", Say(freeze));
        }

        foreach (var alarm in plan.RollBackOn.Alarms.Concat(plan.RollBackOn.Alerts))
        {
            page.Row("back at once", $"when '{alarm}' rings; one that rings already keeps a rollout queued");
        }

        Informed(plan, page);
    }

    private static void Informed(Plan plan, Page page)
    {
        IEnumerable<(string When, object? Whom)> told =
        [
            ("at every step", plan.Tell.Slack),
            ("when it needs a person, and at its end", Named("Microsoft Teams", plan.Tell.Teams)),
            ("when it needs a person, and at its end", Named("e-mail", plan.Tell.Email)),
            ("at every step", plan.Tell.Webhook),
            ("when it begins", plan.Hooks.Before),
            ("when it is back", plan.Hooks.AfterRollBack),
            ("when it succeeded", plan.Hooks.AfterSuccess),
        ];
        foreach (var (when, whom) in told.Where(one => one.Whom is not null))
        {
            page.Row("told", $"{whom}, {when}");
        }
    }

    private static string? Named(string system, string? channel) => channel is null ? null : $"{channel} ({system})";

    private static string Say(Freeze freeze) =>
        freeze switch
        {
            Freeze.Weekly weekly =>
                $"{freeze.Name}: every {string.Join(", ", weekly.Days)} from {weekly.From:HH:mm} to "
                    + $"{weekly.To:HH:mm}, {freeze.Zone}",
            Freeze.Dated dated => $"{freeze.Name}: from {dated.From} until {dated.Until}, {freeze.Zone}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
