using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Worker.Installations;

namespace Rollouts.Api.Connections;

/// <summary>
/// Environments and what is demanded in each: seeing them, writing them and removing them. Those of the
/// administrators' file are changed in the file.
/// </summary>
internal static class EnvironmentsApi
{
    public static void MapEnvironments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments", List)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The environments, and what is demanded in each.")
            .Gives<ValueList<EnvironmentView>>();
        api.MapGet("/environments/{environment}", ReadAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("An environment, and what is demanded in it; its ETag is its revision.")
            .Gives<EnvironmentView>();
        api.MapPut("/environments/{environment}", WriteAsync)
            .Needing(Permission.ManageInstallation, Reach.All)
            .Tells("Writes an environment, as it would stand below its name in the installation's file.")
            .TakesPlan()
            .Gives<EnvironmentView>()
            .Gives<EnvironmentView>(StatusCodes.Status201Created);
        api.MapDelete("/environments/{environment}", RemoveAsync)
            .Needing(Permission.ManageInstallation, Reach.All)
            .Tells("Removes an environment that was written here, unless a rollout is live in it.")
            .Gives<RemovedView>();
    }

    private static IResult List(HttpContext context, CurrentInstallation installation, InstallationShelf shelf)
    {
        var caller = Callers.Of(context);
        var shown = All(installation, shelf).Where(view => caller.ReachesSomeOf(new EnvironmentName(view.Name)));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, shown.ToValueList()));
    }

    private static Task<IResult> ReadAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationShelf shelf,
        string environment
    )
    {
        var part = PartOf(environment);
        return parts.ReadAsync(context, part, () => Find(installation, shelf, part), view => view.Revision);
    }

    private static Task<IResult> WriteAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationShelf shelf,
        string environment,
        string reason
    )
    {
        var part = PartOf(environment);
        return parts.WriteAsync(context, part, reason, () => Find(installation, shelf, part)!);
    }

    private static Task<IResult> RemoveAsync(
        HttpContext context,
        InstallationParts parts,
        string environment,
        string reason
    ) => parts.RemoveAsync(context, PartOf(environment), reason);

    private static EnvironmentView? Find(
        CurrentInstallation installation,
        InstallationShelf shelf,
        Part.OfEnvironment part
    ) => All(installation, shelf).FirstOrDefault(view => view.Name == part.Name);

    private static IEnumerable<EnvironmentView> All(CurrentInstallation installation, InstallationShelf shelf) =>
        installation
            .Now.Environments.Select(pair =>
                EnvironmentView.Of(pair.Key, pair.Value, shelf.Find(new Part.OfEnvironment(pair.Key)))
            )
            .Concat(
                shelf
                    .Parts.Where(part => part is { Trouble: not null, Part: Part.OfEnvironment })
                    .Select(EnvironmentView.OfTroubled)
            )
            .OrderBy(view => view.Name, StringComparer.Ordinal)
            .ThenBy(view => view.Trouble is not null);

    private static Part.OfEnvironment PartOf(string environment) =>
        new(Names.Read("environment", environment, text => new EnvironmentName(text)));
}
