using Rollouts.Domain.Plans.Revisions;

namespace Rollouts.Api.Plans;

/// <summary>A submitted plan.</summary>
internal sealed record PlanView(string Service, string Environment, int Revision, string Text)
{
    public static PlanView Of(PlanHistory history) =>
        new(history.Service.Value, history.Environment.Value, history.Revision, history.Text!);
}
