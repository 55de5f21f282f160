using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Templates;

namespace Rollouts.Integrations.Tests.Templates;

public sealed class PlacesTests
{
    [Theory]
    [MemberData(nameof(Hostile.Refused), MemberType = typeof(Hostile))]
    public void Refuses_at_birth_what_no_place_should_have_to_cope_with(string version)
    {
        Assert.Throws<ArgumentException>(() => new VersionName(version));
        Assert.Throws<ArgumentException>(() => new BackendName(version));
    }

    [Fact]
    public void Keeps_a_value_within_its_part_of_a_url() =>
        Prop.ForAll(
                Hostile.Values.ToArbitrary(),
                value =>
                {
                    var url = new Uri(Template.Expand("https://ci.example/run/{v}/end?v={v}", _ => value, Places.Url));
                    return url.Host == "ci.example"
                        && url.Segments.Length == 4
                        && Uri.UnescapeDataString(url.Segments[2].TrimEnd('/')) == value
                        && Uri.UnescapeDataString(url.Query) == "?v=" + value;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Keeps_a_value_within_its_json_string() =>
        Prop.ForAll(
                Hostile.Values.ToArbitrary(),
                value =>
                    JsonDocument
                        .Parse(Template.Expand("{\"v\":\"{v}\"}", name => name == "v" ? value : null, Places.Json))
                        .RootElement.GetProperty("v")
                        .GetString() == value
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
