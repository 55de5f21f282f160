using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Api.Tests.Documents;

/// <summary>The description of the API for machines, frozen: what is in it is promised.</summary>
public sealed class DescriptionTests : ApiTest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Is_what_was_promised()
    {
        var text = (await Stranger.GetAsync("openapi.json")).Is(200).Text;

        Approved.Matches("openapi", JsonNode.Parse(text)!.ToJsonString(Indented) + "\n");
    }

    [Fact]
    public async Task Says_of_each_operation_what_it_does_and_needs()
    {
        var paths = JsonNode.Parse((await Stranger.GetAsync("openapi.json")).Text)!["paths"]!.AsObject();

        Assert.All(
            paths.SelectMany(path => path.Value!.AsObject()),
            operation =>
            {
                Assert.NotEmpty((string?)operation.Value!["summary"] ?? "");
                Assert.StartsWith("Needs", (string?)operation.Value["description"] ?? "", StringComparison.Ordinal);
            }
        );
    }
}
