using System.Text;
using Rollouts.Api.Http;
using Rollouts.Api.Plans;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Reads plans: their source with its problems, their explanation, and their changes.</summary>
internal sealed class PlansQuery(IStreamStore streams, PlanRepository plans, CurrentInstallation installation)
{
    private const string Kind = "plan/";

    private const int PageSize = 100;

    private const int MostRevisions = 100;

    public async Task<PlansView> ListAsync(Caller caller, string? after, CancellationToken cancellation)
    {
        List<PlanRowView> rows = [];
        string? next = null;
        await foreach (var head in StreamsUnder.HeadsAsync(streams, Kind, after, cancellation))
        {
            if (
                StreamsUnder.PairIn(head.Stream) is not var (service, environment)
                || !caller.Reaches(service, environment)
            )
            {
                continue;
            }

            if (rows.Count == PageSize)
            {
                next = $"{Kind}{rows[^1].Environment}/{rows[^1].Service}";
                break;
            }

            rows.Add(new PlanRowView(service.Value, environment.Value, head.Version));
        }

        return new PlansView(rows, next);
    }

    /// <summary>Null if no plan was submitted.</summary>
    /// <param name="draft">An edited text that was not submitted; null shows the submitted one.</param>
    /// <param name="from">The revision to compare with; null compares with the previous one.</param>
    public async Task<PlanPageView?> ReadAsync(
        string environment,
        string service,
        string? draft,
        int? from,
        CancellationToken cancellation
    )
    {
        var (of, at) = Names.Pair(service, environment);
        var newest = await plans.NewestAsync(of, at, cancellation);
        if (newest.Text is not { } text)
        {
            return null;
        }

        List<RevisionRow> revisions = [];
        await foreach (var (row, _) in Revisions.ReadAsync(streams, of, at, 0, cancellation))
        {
            revisions.Add(row);
        }

        var compared = from ?? newest.Revision - 1;
        var before = compared < 1 ? null : await Revisions.TextOfAsync(streams, of, at, compared, cancellation);
        var shown = draft ?? text;
        var present = installation.Now;
        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(shown), present);
        return new PlanPageView(
            of.Value,
            at.Value,
            newest.Revision,
            shown,
            draft is not null && draft != text,
            [
                .. reading.Problems.Select(problem => new PlanProblemView(
                    problem.Place.Line,
                    problem.Place.Column,
                    problem.Fault.Code,
                    problem.Fault.Message
                )),
            ],
            reading.IsAccepted ? PlanExplanation.Of(reading.Plan, present) : null,
            [
                .. Enumerable
                    .Reverse(revisions)
                    .Take(MostRevisions)
                    .Select(row => new PlanRevisionView(row.Revision, row.At, row.By)),
            ],
            before is null && draft is null ? null
                : draft is null ? compared
                : newest.Revision,
            draft is not null ? LineDiff.Of(text, draft)
                : before is null ? []
                : LineDiff.Of(before, text)
        );
    }
}
