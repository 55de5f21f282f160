using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Worker;

namespace Rollouts.Api.Plans;

/// <summary>What became of plans: their list, their history, what changed, what they mean.</summary>
internal static class RevisionsApi
{
    private const string Kind = "plan/";

    private const int PageSize = 50;

    private const int MostRevisions = 200;

    public static void MapRevisions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/plans", ListAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The plans, by environment and service, 50 at a time.")
            .Gives<PlansPage>();
        api.MapGet("/plans/{environment}/{service}/revisions", HistoryAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("Who submitted which revision and when, 200 at a time above one.")
            .Gives<ValueList<RevisionRow>>();
        api.MapGet("/plans/{environment}/{service}/revisions/{revision}", RevisionAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("A revision as it was submitted.")
            .Gives<PlanView>();
        api.MapGet("/plans/{environment}/{service}/diff", DiffAsync)
            .Needing(Permission.Read, Reach.Service)
            .OnSomeCores()
            .Tells("What differs between two revisions, line by line.")
            .Gives<DiffView>();
        api.MapGet("/plans/{environment}/{service}/explain", ExplainAsync)
            .Needing(Permission.Read, Reach.Service)
            .OnSomeCores()
            .Tells("What the newest plan means, in words, with every default.")
            .Gives<ExplanationView>();
        api.MapPost("/plans/lint", LintAsync)
            .Needing(Permission.Read, Reach.None)
            .OnSomeCores()
            .Tells("Says what is wrong with a plan, or what it means, and keeps nothing.")
            .TakesPlan()
            .Gives<LintView>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Engine engine, string? cursor = null)
    {
        var after = Cursors.ReadPair(cursor) is { } last ? Kind + last : null;
        List<PlanRow> rows = [];
        await foreach (var head in StreamsUnder.HeadsAsync(engine.Streams, Kind, after, context.RequestAborted))
        {
            if (
                StreamsUnder.PairIn(head.Stream) is not var (service, environment)
                || !Callers.Of(context).Reaches(service, environment)
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
        Engine engine,
        string environment,
        string service,
        int above = 0
    )
    {
        var (of, at) = PairOf(context, service, environment);
        List<RevisionRow> rows = [];
        await foreach (var (row, _) in Revisions.ReadAsync(engine, of, at, above, context.RequestAborted))
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
        Engine engine,
        string environment,
        string service,
        int revision
    )
    {
        var (of, at) = PairOf(context, service, environment);
        return await Revisions.TextOfAsync(engine, of, at, revision, context.RequestAborted) is { } text
            ? Done(new PlanView(of.Value, at.Value, revision, text))
            : Replies.Of(Unknown());
    }

    private static async Task<IResult> DiffAsync(
        HttpContext context,
        Engine engine,
        string environment,
        string service,
        int from,
        int to
    )
    {
        var (of, at) = PairOf(context, service, environment);
        return
            await Revisions.TextOfAsync(engine, of, at, from, context.RequestAborted) is { } before
            && await Revisions.TextOfAsync(engine, of, at, to, context.RequestAborted) is { } after
            ? Done(new DiffView(from, to, LineDiff.Of(before, after)))
            : Replies.Of(Unknown());
    }

    private static async Task<IResult> ExplainAsync(
        HttpContext context,
        Engine engine,
        CurrentInstallation installation,
        string environment,
        string service
    )
    {
        var (of, at) = PairOf(context, service, environment);
        var newest = await engine.Plans.NewestAsync(of, at, context.RequestAborted);
        if (newest.Text is not { } text)
        {
            return Replies.Of(Unknown());
        }

        var present = installation.Now;

        // What was accepted once may be refused today: connections and environments change.
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
