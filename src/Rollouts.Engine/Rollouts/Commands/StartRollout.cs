using System.Text;
using MediatR;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Access;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Starts the rollout of a version.</summary>
/// <param name="Plan">The text of its plan; null for the newest plan that was submitted for the service.</param>
/// <param name="Reason">The caller's reason. The record of the start keeps it.</param>
[Requires(Permission.StartRollouts, RequiredReach.Service)]
public sealed record StartRollout(
    RequestContext Context,
    ServiceName Service,
    EnvironmentName Environment,
    VersionName Version,
    string Reason,
    string? Plan = null
) : IUseCase<Rollout>, INamesResource
{
    /// <summary>The backend that has all the traffic now, if no router can tell.</summary>
    public BackendName? Stable { get; init; }

    /// <summary>The actor that moves the weights; null for what the environment says.</summary>
    public RolloutMode? Mode { get; init; }

    /// <summary>The logins or addresses of the authors of the released commits.</summary>
    public ValueList<string> Authors { get; init; } = [];

    public Provenance? Provenance { get; init; }

    NamedResource INamesResource.Named => new NamedResource.OfService(Service, Environment);
}

/// <summary>Handles <see cref="StartRollout"/>.</summary>
public sealed class StartRolloutHandler(RolloutStarter starter, PlanRepository plans, CurrentInstallation installation)
    : IRequestHandler<StartRollout, UseCaseResult<Rollout>>
{
    public async Task<UseCaseResult<Rollout>> Handle(StartRollout request, CancellationToken cancellationToken)
    {
        var (service, environment) = (request.Service, request.Environment);
        var text = request.Plan ?? (await plans.NewestAsync(service, environment, cancellationToken)).Text;
        if (text is null)
        {
            const string Help = "; submit one to /api/v1/plans, or send it along as 'plan'";
            return new UseCaseResult<Rollout>.Refused(RequestRefusals.NoSuchPlan(service, environment, Help));
        }

        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(text), installation.Now);
        if (!reading.IsAccepted)
        {
            return new UseCaseResult<Rollout>.Refused(RequestRefusals.PlanRefused(reading.Problems.Count))
            {
                Problems = reading.Problems,
            };
        }

        if ((reading.Plan.Service, reading.Plan.Environment) != (service, environment))
        {
            return new UseCaseResult<Rollout>.Refused(
                RequestRefusals.PlanOfAnotherService(reading.Plan, service, environment)
            );
        }

        var context = request.Context;
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = context.Key,
            Plan = reading.Plan,
            Version = request.Version,
            By = context.By,
            Reason = request.Reason,
            Stable = request.Stable,
            Mode = request.Mode,
            CommitAuthors = request.Authors,
            Provenance = request.Provenance,
        };
        var answer = context.AnswerWithWrites<Rollout>(isNew: true);
        return RolloutRequests.Opened(await starter.StartAsync(order, answer, cancellationToken), context);
    }
}
