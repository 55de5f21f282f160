using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Plans;

/// <summary>The list of plans, their history, their differences and their explanation.</summary>
internal static class RevisionEndpoints
{
    private const string Kind = "plan/";

    private const int PageSize = 50;

    private const int MostRevisions = 200;

    public static void MapRevisions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/plans", ListAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The plans, by environment and service, 50 at a time.")
            .Returns<PlansPage>();
        api.MapGet("/plans/{environment}/{service}/revisions", HistoryAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("Who submitted which revision and when, 200 at a time above one.")
            .Returns<ValueList<RevisionRow>>();
        api.MapGet("/plans/{environment}/{service}/revisions/{revision}", RevisionAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("A revision as it was submitted.")
            .Returns<PlanView>();
        api.MapGet("/plans/{environment}/{service}/diff", DiffAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .OnSomeCores()
            .Describes("What differs between two revisions, line by line.")
            .Returns<DiffView>();
        api.MapGet("/plans/{environment}/{service}/explain", ExplainAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .OnSomeCores()
            .Describes("What the newest plan means, in words, with every default.")
            .Returns<ExplanationView>();
        api.MapPost("/plans/lint", LintAsync)
            .RequirePermission(Permission.Read, RequiredReach.None)
            .OnSomeCores()
            .Describes("Says what is wrong with a plan, or what it means, and keeps nothing.")
            .AcceptsPlan()
            .Returns<LintView>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IStreamStore streams, string? cursor = null)
    {
        var after = Cursors.ReadPair(cursor) is { } last ? Kind + last : null;
        List<PlanRow> rows = [];
        await foreach (var head in StreamsUnder.HeadsAsync(streams, Kind, after, context.RequestAborted))
        {
            if (
                StreamsUnder.PairIn(head.Stream) is not var (service, environment)
                || !HttpCaller.Of(context).Reaches(service, environment)
            )
            {
                continue;
            }

            if (rows.Count == PageSize)
            {
                return Done(new PlansPage(rows.ToValueList(), $"{rows[^1].Environment}/{rows[^1].Service}"));
            }

            rows.Add(new PlanRow(service.Value, environment.Value, head.Version));
        }

        return Done(new PlansPage(rows.ToValueList(), Cursor: null));
    }

    private static async Task<IResult> HistoryAsync(
        HttpContext context,
        IStreamStore streams,
        string environment,
        string service,
        int above = 0
    )
    {
        var (of, at) = PairOf(context, service, environment);
        List<RevisionRow> rows = [];
        await foreach (var (row, _) in Revisions.ReadAsync(streams, of, at, above, context.RequestAborted))
        {
            rows.Add(row);
            if (rows.Count == MostRevisions)
            {
                break;
            }
        }

        return rows.Count == 0 && above == 0 ? Replies.Of(Unknown()) : Done(rows.ToValueList());
    }

    private static async Task<IResult> RevisionAsync(
        HttpContext context,
        IStreamStore streams,
        string environment,
        string service,
        int revision
    )
    {
        var (of, at) = PairOf(context, service, environment);
        return await Revisions.TextOfAsync(streams, of, at, revision, context.RequestAborted) is { } text
            ? Done(new PlanView(of.Value, at.Value, revision, text))
            : Replies.Of(Unknown());
    }

    private static async Task<IResult> DiffAsync(
        HttpContext context,
        IStreamStore streams,
        string environment,
        string service,
        int from,
        int to
    )
    {
        var (of, at) = PairOf(context, service, environment);
        return
            await Revisions.TextOfAsync(streams, of, at, from, context.RequestAborted) is { } before
            && await Revisions.TextOfAsync(streams, of, at, to, context.RequestAborted) is { } after
            ? Done(new DiffView(from, to, LineDiff.Of(before, after)))
            : Replies.Of(Unknown());
    }

    private static async Task<IResult> ExplainAsync(
        HttpContext context,
        PlanRepository plans,
        CurrentInstallation installation,
        string environment,
        string service
    )
    {
        var (of, at) = PairOf(context, service, environment);
        var newest = await plans.NewestAsync(of, at, context.RequestAborted);
        if (newest.Text is not { } text)
        {
            return Replies.Of(Unknown());
        }

        var present = installation.Now;

        // A plan that was accepted once may be refused today, because connections and environments change.
        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(text), present);
        return reading.IsAccepted
            ? Done(new ExplanationView(newest.Revision, PlanExplanation.Of(reading.Plan, present)))
            : Replies.Of(PlanProblems.Of(reading.Problems));
    }

    private static async Task<IResult> LintAsync(HttpContext context, CurrentInstallation installation)
    {
        var present = installation.Now;
        var reading = PlanReader.Read("plan", await Body.ReadAsync(context), present);
        return Done(
            new LintView(
                reading.IsAccepted,
                reading.Problems.Select(ProblemAt.Of).ToValueList(),
                reading.IsAccepted ? PlanExplanation.Of(reading.Plan, present) : null
            )
        );
    }

    private static (ServiceName Service, EnvironmentName Environment) PairOf(
        HttpContext context,
        string service,
        string environment
    )
    {
        var pair = Names.Pair(service, environment);
        return pair;
    }

    private static IResult Done<T>(T view) => Replies.Of(Reply.Of(StatusCodes.Status200OK, view));

    private static Problem Unknown() =>
        new(StatusCodes.Status404NotFound, "plan.unknown", "no such plan or revision was submitted");
}
