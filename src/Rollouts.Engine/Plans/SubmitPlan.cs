using System.Text;
using MediatR;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Engine.Plans;

/// <summary>Submits the text of a plan. A text that differs from the newest one is a new revision.</summary>
/// <param name="Reading">The text as <see cref="PlanReader"/> reads it.</param>
[Requires(Permission.SubmitPlans, RequiredReach.Service)]
public sealed record SubmitPlan(RequestContext Context, ReadOnlyMemory<byte> Text, PlanReading Reading)
    : IUseCase<PlanHistory>,
        INamesResource
{
    /// <summary>The service for which the plan must be; null for any that the caller reaches.</summary>
    public (ServiceName Service, EnvironmentName Environment)? For { get; init; }

    /// <summary>The revision on which the text is based; null skips the comparison.</summary>
    public int? MadeFrom { get; init; }

    NamedResource? INamesResource.Named =>
        Reading.IsAccepted ? new NamedResource.OfService(Reading.Plan.Service, Reading.Plan.Environment) : null;
}

/// <summary>Handles <see cref="SubmitPlan"/>.</summary>
public sealed class SubmitPlanHandler(PlanRepository plans) : IRequestHandler<SubmitPlan, UseCaseResult<PlanHistory>>
{
    public async Task<UseCaseResult<PlanHistory>> Handle(SubmitPlan request, CancellationToken cancellationToken)
    {
        var (context, reading) = (request.Context, request.Reading);
        if (!reading.IsAccepted)
        {
            return new UseCaseResult<PlanHistory>.Refused(RequestRefusals.PlanRefused(reading.Problems.Count))
            {
                Problems = reading.Problems,
            };
        }

        if (request.For is var (service, environment) && !IsFor(reading.Plan, service, environment))
        {
            return new UseCaseResult<PlanHistory>.Refused(
                RequestRefusals.PlanOfAnotherService(reading.Plan, service, environment)
            );
        }

        var result = await plans.SubmitAsync(
            reading.Plan.Service,
            reading.Plan.Environment,
            Encoding.UTF8.GetString(request.Text.Span),
            context.Because("submit", "a plan was submitted"),
            request.MadeFrom,
            context.AnswerWithChange<PlanHistory, PlanHistory>(history => history, isNew: true),
            cancellationToken
        );
        return context.ResultOf(result, resource: "plan", history => history, isNew: true);
    }

    private static bool IsFor(Plan plan, ServiceName service, EnvironmentName environment) =>
        (plan.Service, plan.Environment) == (service, environment);
}
