using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Plans;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Routes;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Worker;
using Rollouts.Worker.Starting;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Rollouts;

/// <summary>Starts versions on their way.</summary>
internal sealed class Starts(Engine engine, CurrentInstallation installation)
{
    public async Task<Reply> StartAsync(StartBody body, Wish wish, CancellationToken cancellation)
    {
        var (service, environment) = Names.Pair(body.Service, body.Environment);
        var version = Names.Read("version", body.Version, name => new VersionName(name));
        wish.Caller.Demand(service, environment);
        var (reason, authors) = (Words.Reason(body.Reason), Words.Authors(body.Authors));
        var text = body.Plan ?? (await engine.Plans.NewestAsync(service, environment, cancellation)).Text;
        if (text is null)
        {
            return Reply.Of(
                new Problem(
                    StatusCodes.Status404NotFound,
                    "plan.unknown",
                    $"no plan was submitted for '{service}' in '{environment}'; submit one to /api/v1/plans, or send "
                        + "it along as 'plan'"
                )
            );
        }

        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(text), installation.Now);
        if (!reading.IsAccepted)
        {
            return Reply.Of(PlanProblems.Of(reading.Problems));
        }

        var plan = reading.Plan;
        if ((plan.Service, plan.Environment) != (service, environment))
        {
            return Reply.Of(
                new Problem(
                    StatusCodes.Status422UnprocessableEntity,
                    "plan.another-service",
                    $"the plan is for '{plan.Service}' in '{plan.Environment}', and not for '{service}' in "
                        + $"'{environment}'"
                )
            );
        }

        var order = new StartOrder
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = wish.Key,
            Plan = plan,
            Version = version,
            By = wish.By,
            Reason = reason,
            Stable = body.Stable is null ? null : Names.Read("stable", body.Stable, name => new BackendName(name)),
            CommitAuthors = authors,
            Provenance = Requests.Links.Read(body.Links),
        };
        return Opened(await engine.Starter.StartAsync(order, wish.Keeping(Created), cancellation), wish.Caller);
    }

    public static Reply Opened(CommandResult<Rollout> started, Caller caller) =>
        started switch
        {
            CommandResult<Rollout>.Accepted opened => Created(opened.State),
            CommandResult<Rollout>.Refused { Why: var why } => Reply.Of(
                Problem.Of(why with { Message = why.Message + OwnerFor(caller, why.Owner) })
            ),
            CommandResult<Rollout>.Conflict or CommandResult<Rollout>.AnsweredBefore => Reply.Of(
                Problem.Conflict("service")
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // Only to those who see the owner's rollouts anyway: otherwise a refusal would tell which services there are.
    private static string OwnerFor(Caller caller, RouteOwner? owner) =>
        owner is not null && caller.Reaches(owner.Service, owner.Environment)
            ? $" (it belongs to service '{owner.Service}' in '{owner.Environment}')"
            : "";

    public static Reply Created(Rollout state) => Reply.Of(StatusCodes.Status201Created, RolloutViews.Of(state));
}
