using Rollouts.Domain.Services;

namespace Rollouts.Api.Services;

/// <summary>A service in one environment.</summary>
/// <param name="UnderWay">The id of the running rollout.</param>
/// <param name="Waiting">The id of the next rollout.</param>
/// <param name="StillServing">Candidates that were taken back and that requests still reach.</param>
/// <param name="Rollouts">The number of rollouts that were opened.</param>
internal sealed record ServiceView(
    string Service,
    string Environment,
    ValueList<StableView> Stable,
    string? UnderWay,
    string? Waiting,
    string? LastSuccess,
    ValueList<ServingView> StillServing,
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
            service.Serving.Select(ServingView.Of).ToValueList(),
            service.Opened
        );
}
