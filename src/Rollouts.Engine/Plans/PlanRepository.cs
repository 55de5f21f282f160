using Rollouts.Domain.Plans.Revisions;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Plans;

/// <summary>The submitted plans: each revision of each service in each environment.</summary>
public sealed class PlanRepository(StreamRunner runner)
{
    /// <summary>The newest revision; revision 0 if no plan was submitted.</summary>
    public async Task<PlanHistory> NewestAsync(
        ServiceName service,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        var (stream, codec) = (StreamName.OfPlan(service, environment), StateCodecs.Plan(service, environment));
        return (await runner.LoadAsync(stream, codec, cancellation)).State!;
    }

    /// <param name="madeFrom">The revision on which the text is based; null skips the comparison.</param>
    public Task<CommandResult<PlanHistory>> SubmitAsync(
        ServiceName service,
        EnvironmentName environment,
        string text,
        EventMetadata origin,
        int? madeFrom,
        Func<PlanHistory, StoredAnswer>? answer,
        CancellationToken cancellation
    ) =>
        runner.TransactAsync(
            StreamName.OfPlan(service, environment),
            StateCodecs.Plan(service, environment),
            (before, now) =>
            {
                var history = before.State!;
                if (madeFrom is { } revision && revision != history.Revision)
                {
                    return new StreamChange<PlanHistory>.Refuse(
                        new Refusal(
                            "plan.moved-on",
                            $"the newest revision is {history.Revision}; read it before you submit another one",
                            RefusalKind.Stale
                        )
                    );
                }

                var events = history.Submit(text);
                var after = events.Aggregate(history, (state, happened) => state.Evolve(happened));
                return StreamAppend.Change(before, after, events, origin with { At = now });
            },
            cancellation,
            answer
        );
}
