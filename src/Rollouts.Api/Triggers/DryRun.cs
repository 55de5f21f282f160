using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Triggers;
using Rollouts.Engine.Pipelines;
using Rollouts.Integrations.Ci;

namespace Rollouts.Api.Triggers;

/// <summary>
/// Shows which versions an event would start. The sender is not verified, and nothing is started or written.
/// </summary>
internal sealed class DryRun(PipelineConnections pipelines, CiOrders orders, TimeProvider time)
{
    public async Task<Reply> TryAsync(DryRunBody body, Caller caller, CancellationToken cancellation)
    {
        if (pipelines.Find(body.Connection) is not { } pipeline)
        {
            return Reply.Of(
                new Problem(
                    StatusCodes.Status404NotFound,
                    "pipeline.unknown",
                    "no pipeline is connected under this name"
                )
            );
        }

        switch (Read(pipeline, body))
        {
            case CiReading.Unreadable unreadable:
                return Reply.Of(
                    new Problem(StatusCodes.Status422UnprocessableEntity, "pipeline.unreadable", unreadable.Why)
                );
            case CiReading.Said said:
                List<TriedEvent> tried = [];
                foreach (var happened in said.Events)
                {
                    tried.Add(await TryAsync(pipeline, happened, caller, cancellation));
                }

                return Reply.Of(StatusCodes.Status200OK, new DryRunView(tried.ToValueList()));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private CiReading Read(Connection.Pipeline pipeline, DryRunBody body)
    {
        if (body.Kind is { } kind)
        {
            return new CiReading.Said([new CiEvent("dry-run", ["dry-run"], kind, body.Body)]);
        }

        var headers = (body.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal)).ToLookup(
            header => header.Key,
            header => header.Value,
            StringComparer.OrdinalIgnoreCase
        );
        var bytes = Encoding.UTF8.GetBytes(body.Body.GetRawText());
        return pipelines
            .SenderOf(pipeline)
            .Read(new CiMessage(name => headers[name].FirstOrDefault(), bytes, time.GetUtcNow()));
    }

    private async Task<TriedEvent> TryAsync(
        Connection.Pipeline pipeline,
        CiEvent happened,
        Caller caller,
        CancellationToken cancellation
    )
    {
        List<TriedTrigger> tried = [];
        foreach (var trigger in pipelines.Triggers.Where(trigger => trigger.From == pipeline.Name))
        {
            var isShown = TriggerReach.Shows(caller, trigger, pipelines);
            tried.Add(
                trigger.ListensTo(pipeline.Name, happened.Kind)
                    ? await TryAsync(pipeline, trigger, happened, caller, isShown, cancellation)
                : !isShown ? BeyondReach(caller, trigger)
                : new TriedTrigger(
                    trigger.Name.Value,
                    "passes",
                    $"it listens to {string.Join(", ", trigger.On)}",
                    [],
                    Starts: null,
                    Refusal: null
                )
            );
        }

        return new TriedEvent(happened.Kind, tried.ToValueList());
    }

    private async Task<TriedTrigger> TryAsync(
        Connection.Pipeline pipeline,
        Trigger trigger,
        CiEvent happened,
        Caller caller,
        bool isShown,
        CancellationToken cancellation
    )
    {
        var (outcome, findings) = CiMapping.Of(pipeline, trigger, happened);

        // The expressions and their results belong to the service that would be started.
        if (
            outcome is Outcome.Fires { Announcement: var start }
                ? !caller.Reaches(start.Service, start.Environment)
                : !isShown
        )
        {
            return BeyondReach(caller, trigger);
        }

        var expressions = findings
            .Select(finding => new TriedExpression(finding.Part, finding.Expression, finding.Given, finding.IsUsable))
            .ToValueList();
        return outcome switch
        {
            Outcome.Passes { Why: var why } => new(trigger.Name.Value, "passes", why, expressions, null, null),
            Outcome.Fails { Why: var why } => new(trigger.Name.Value, "fails", why, expressions, null, null),
            Outcome.Fires { Announcement: var it } => new(
                trigger.Name.Value,
                "fires",
                Why: null,
                expressions,
                StartOf(it),
                await RefusalAsync(it, cancellation)
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static TriedTrigger BeyondReach(Caller caller, Trigger trigger) =>
        new(
            trigger.Name.Value,
            "hidden",
            Why: null,
            [],
            Starts: null,
            new TriedRefusal(
                AuthorizationRules.NotAllowedCode,
                AuthorizationRules.BeyondReach(caller, "what this trigger starts").Message
            )
        );

    private async Task<TriedRefusal?> RefusalAsync(Announcement it, CancellationToken cancellation)
    {
        return await orders.ReviewAsync(it.Service, it.Environment, it.Version, cancellation) is { } refusal
            ? new TriedRefusal(refusal.Code, refusal.Message)
            : null;
    }

    private static TriedStart StartOf(Announcement it) =>
        new(
            it.Service.Value,
            it.Environment.Value,
            it.Version.Value,
            it.Reason,
            it.Authors,
            it.HasUnknownAuthor,
            it.Links.ToDictionary(link => link.Name, link => link.Address, StringComparer.Ordinal)
        );
}
