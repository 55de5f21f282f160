using MediatR;
using Rollouts.Domain.Services;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Allows a backend to be used again although requests still reach it since it was taken back.</summary>
[Requires(Permission.Abandon, RequiredReach.Service)]
public sealed record ConfirmServing(
    RequestContext Context,
    ServiceName Service,
    EnvironmentName Environment,
    TargetName Target,
    BackendName Backend,
    string Reason
) : IUseCase<Service>, INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfService(Service, Environment);
}

/// <summary>Handles <see cref="ConfirmServing"/>.</summary>
public sealed class ConfirmServingHandler(StreamRunner runner) : IRequestHandler<ConfirmServing, UseCaseResult<Service>>
{
    public async Task<UseCaseResult<Service>> Handle(ConfirmServing request, CancellationToken cancellationToken)
    {
        var context = request.Context;
        var because = context.Because("confirm-serving", request.Reason);
        var result = await runner.TransactAsync(
            StreamName.Of(request.Service, request.Environment),
            StateCodecs.Service(request.Service, request.Environment),
            (before, now) =>
                ServingDecider.Confirm(before.State!, request.Target, request.Backend) switch
                {
                    ServiceDecision.Refused refused => new StreamChange<Service>.Refuse(refused.Why),
                    ServiceDecision.Accepted accepted => StreamAppend.Change(
                        before,
                        accepted.State,
                        accepted.Events,
                        because with
                        {
                            At = now,
                        }
                    ),
                    _ => throw new System.Diagnostics.UnreachableException(),
                },
            cancellationToken,
            context.AnswerWithChange<Service, Service>(service => service)
        );
        return context.ResultOf(result, resource: "service", service => service);
    }
}
