using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Connections;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Connections;

/// <summary>
/// Shows environments with their requirements, writes and removes them. Environments of the administrators' file are
/// changed in the file.
/// </summary>
internal static class EnvironmentEndpoints
{
    public static void MapEnvironments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments", List)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The environments, and what is demanded in each.")
            .Returns<ValueList<EnvironmentView>>();
        api.MapGet("/environments/{environment}", ReadAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("An environment, and what is demanded in it; its ETag is its revision.")
            .Returns<EnvironmentView>();
        api.MapPut("/environments/{environment}", WriteAsync)
            .RequirePermissionOf(typeof(WritePart))
            .Describes("Writes an environment, as it would stand below its name in the installation's file.")
            .AcceptsPlan()
            .Returns<EnvironmentView>()
            .Returns<EnvironmentView>(StatusCodes.Status201Created);
        api.MapDelete("/environments/{environment}", RemoveAsync)
            .RequirePermissionOf(typeof(RemovePart))
            .Describes("Removes an environment that was written here, unless a rollout is live in it.")
            .Returns<RemovedView>();
    }

    private static IResult List(
        HttpContext context,
        CurrentInstallation installation,
        InstallationRepository repository
    )
    {
        var caller = HttpCaller.Of(context);
        var shown = All(installation, repository).Where(view => caller.ReachesSomeOf(new EnvironmentName(view.Name)));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, shown.ToValueList()));
    }

    private static Task<IResult> ReadAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationRepository repository,
        string environment
    )
    {
        var part = PartOf(environment);
        return parts.ReadAsync(context, part, () => Find(installation, repository, part), view => view.Revision);
    }

    private static Task<IResult> WriteAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationRepository repository,
        string environment,
        string reason
    )
    {
        var part = PartOf(environment);
        return parts.WriteAsync(context, part, reason, () => Find(installation, repository, part)!);
    }

    private static Task<IResult> RemoveAsync(
        HttpContext context,
        InstallationParts parts,
        string environment,
        string reason
    ) => parts.RemoveAsync(context, PartOf(environment), reason);

    private static EnvironmentView? Find(
        CurrentInstallation installation,
        InstallationRepository repository,
        Part.OfEnvironment part
    ) => All(installation, repository).FirstOrDefault(view => view.Name == part.Name);

    private static IEnumerable<EnvironmentView> All(
        CurrentInstallation installation,
        InstallationRepository repository
    ) =>
        installation
            .Now.Environments.Select(pair =>
                EnvironmentView.Of(pair.Key, pair.Value, repository.Find(new Part.OfEnvironment(pair.Key)))
            )
            .Concat(
                repository
                    .Parts.Where(part => part is { Trouble: not null, Part: Part.OfEnvironment })
                    .Select(EnvironmentView.OfTroubled)
            )
            .OrderBy(view => view.Name, StringComparer.Ordinal)
            .ThenBy(view => view.Problem is not null);

    private static Part.OfEnvironment PartOf(string environment) =>
        new(Names.Read("environment", environment, text => new EnvironmentName(text)));
}
