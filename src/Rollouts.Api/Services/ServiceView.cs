using Rollouts.Domain.Rollouts.Services;

namespace Rollouts.Api.Services;

/// <summary>What is known of a service in one environment.</summary>
/// <param name="UnderWay">The id of the rollout whose traffic moves.</param>
/// <param name="Waiting">The id of the rollout that comes next.</param>
/// <param name="Rollouts">How many were opened.</param>
internal sealed record ServiceView(
    string Service,
    string Environment,
    ValueList<StableView> Stable,
    string? UnderWay,
    string? Waiting,
    string? LastSuccess,
    int Rollouts
)
{
    public static ServiceView Of(Service service) =>
        new(
            service.Name.Value,
            service.Environment.Value,
            service.Stable.Select(stable => StableView.Of(stable, service.Drifts)).ToValueList(),
            service.UnderWay?.Id.ToString(),
            service.Waiting?.Id.ToString(),
            service.LastSuccess?.Id.ToString(),
            service.Opened
        );
}
