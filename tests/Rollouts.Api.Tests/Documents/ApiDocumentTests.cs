using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;

namespace Rollouts.Api.Tests.Documents;

/// <summary>docs/api.md says what the code does. ROLLOUTS_APPROVE=1 writes its tables anew.</summary>
public sealed partial class ApiDocumentTests : ApiTest
{
    private static readonly string File = Repository.PathOf("docs", "api.md");

    [Fact]
    public void Every_endpoint_is_listed() => Holds("endpoints", Endpoints());

    [Fact]
    public void Every_permission_is_listed() => Holds("permissions", Table());

    [Fact]
    public void Every_code_is_explained()
    {
        var explained = System.IO.File.ReadAllText(File);
        var codes = Directory
            .GetFiles(Repository.PathOf("src", "Rollouts.Api"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.PathOf("src", "Rollouts.Domain", "Access"), "*.cs"))
            .Concat(Directory.GetFiles(Repository.PathOf("src", "Rollouts.Domain", "Freezes"), "*.cs"))
            .Concat(UseCaseFolders.SelectMany(folder => Directory.GetFiles(folder, "*.cs")))
            .Append(Repository.PathOf("src", "Rollouts.Engine", "Routes", "RouteClaimService.cs"))
            .SelectMany(file => Code().Matches(System.IO.File.ReadAllText(file)))
            .Select(match => match.Groups["code"].Value)
            .Where(code => code is not "rollout.position-passed")
            .Concat(Conflicts())
            .ToHashSet(StringComparer.Ordinal);
        var listed = Listed().Matches(explained).Select(match => match.Groups["code"].Value);

        Assert.Equal(codes.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> UseCaseFolders =>
        new[] { "Access", "Connections", "Freezes", "Jobs", "Keys", "Notifications", "Plans", "Requests", "Sessions" }
            .Append(Path.Combine("Rollouts", "Commands"))
            .Select(folder => Repository.PathOf("src", "Rollouts.Engine", folder));

    private static IEnumerable<string> Conflicts() =>
        new[] { "Rollouts.Api", "Rollouts.Engine", "Rollouts.Hosting" }
            .SelectMany(room => Directory.GetFiles(Repository.PathOf("src", room), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Conflict().Matches(System.IO.File.ReadAllText(file)))
            .Select(match => $"{match.Groups["resource"].Value}.conflict");

    private static void Holds(string name, IEnumerable<string> rows)
    {
        var text = System.IO.File.ReadAllText(File);
        var part = new Regex(
            $"(?<=<!-- {name} -->\n.*\n.*\n)(?<rows>(\\|.*\n)*)(?=<!-- /{name} -->)",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        Assert.Matches(part, text);
        Approved.MatchesFile(
            File,
            part.Replace(text, string.Concat(rows.Select(row => row + "\n")).Replace("$", "$$"))
        );
    }

    private IEnumerable<string> Endpoints() =>
        from endpoint in Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = endpoint.RoutePattern.RawText!
        where path.StartsWith("/api/", StringComparison.Ordinal)
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        let method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()
        let demand = endpoint.Metadata.GetMetadata<RequiredPermission>()!
        let needs = Permissions.NameOf(demand.Permission!.Value)
        let reach = demand.Reach.ToString().ToLowerInvariant()
        let what = endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary
        select $"| `{method} {path}` | `{needs}` | {reach} | {what} |";

    private static IEnumerable<string> Table() =>
        Enum.GetValues<Permission>()
            .Select(permission =>
                $"| `{Permissions.NameOf(permission)}` | {Permissions.Say(permission)} | "
                + string.Join(
                    " | ",
                    Enum.GetValues<Role>().Select(role => Permissions.Has(role, permission) ? "yes" : "")
                )
                + " |"
            );

    [GeneratedRegex(
        "\"(?<code>(identity|request|plan|rollout|command|store|server|key|session|freeze|notification|service"
            + "|environment|pipeline|ci|connection|installation|route|stream|rehearsal|job)"
            + "\\.[a-z-]+)\"",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Code();

    [GeneratedRegex("(Conflict(Exception)?\\(|resource: )\"(?<resource>[a-z]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Conflict();

    [GeneratedRegex(
        "^\\| `(?<code>[a-z]+\\.[a-z-]+)` \\| [0-9]",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Listed();
}
