using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Domain.Plans;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;

namespace Rollouts.Api.Rollouts;

/// <summary>Parses requests to start a rollout.</summary>
internal static class StartRequests
{
    public static StartRollout Of(RequestContext context, StartBody body)
    {
        var (service, environment) = Names.Pair(body.Service, body.Environment);
        return new StartRollout(
            context,
            service,
            environment,
            Names.Read("version", body.Version, name => new VersionName(name)),
            QueryWords.Reason(body.Reason),
            body.Plan
        )
        {
            Authors = QueryWords.Authors(body.Authors),
            Stable = body.Stable is null ? null : Names.Read("stable", body.Stable, name => new BackendName(name)),
            Provenance = Http.Links.Read(body.Links),
            Mode = ModeOf(body.Mode),
        };
    }

    private static RolloutMode? ModeOf(string? mode) =>
        mode switch
        {
            null => null,
            "drive" => RolloutMode.Drive,
            "observe" => RolloutMode.Observe,
            _ => throw new BadRequestException(
                new Problem(StatusCodes.Status400BadRequest, "request.mode", "'mode' is 'drive' or 'observe'")
            ),
        };
}
