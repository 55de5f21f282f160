using System.Buffers.Text;
using System.CommandLine;
using Rollouts.Api.SignIn;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>Where nobody vouches for people, whoever owns the machine comes in by a link.</summary>
public sealed class FirstLinkTests : ApiTest
{
    private const string Key = "a key that is as long as the administrator's is";

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_signs_in_once()
    {
        var link = Host.FirstLink()!;
        using var browser = new Browser(Address);
        // Whatever shows a preview of a link follows it, and uses nothing up.
        (await browser.GetAsync(link)).Is(200);

        var page = await browser.SubmitAsync(await browser.GetAsync(link));

        Assert.Contains(">administrator</span>", page.Is(200).Text, StringComparison.Ordinal);
        var me = (await browser.GetAsync("/api/v1/me")).Is(200);
        Assert.Equal("administrator", me["name"]);
        Assert.Contains("manage-keys", me["permissions"], StringComparison.Ordinal);

        using var late = new Browser(Address);
        var used = await late.SubmitAsync(await late.GetAsync(link));
        Assert.Contains("sign-in.link-wrong", used.Is(403).Text, StringComparison.Ordinal);
        (await late.GetAsync("/api/v1/me")).Is(401);
        Assert.Equal(["access.signed-in.v1", "access.refused.v1", "access.refused.v1"], await Trail.DoorAsync(Host, 3));
    }

    [Fact]
    public async Task Two_who_use_it_at_once_are_one()
    {
        var link = Host.FirstLink()!;
        var browsers = Enumerable.Range(0, 5).Select(_ => new Browser(Address)).ToList();

        var pages = await Task.WhenAll(
            browsers.Select(async browser => await browser.SubmitAsync(await browser.GetAsync(link)))
        );

        Assert.Single(pages, page => page.Status == 200);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task Another_is_made_with_the_key_in_the_data_folder()
    {
        var link = await CommandAsync(Folder["data"]);
        using var browser = new Browser(Address);

        (await browser.SubmitAsync(await browser.GetAsync(link.Trim()))).Is(200);

        Assert.Contains("cannot be read", await CommandAsync(Folder["elsewhere"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_cannot_use_it()
    {
        using var browser = new Browser(Address);
        var code = Host.FirstLink()!.Split("code=")[1];

        var answer = await browser.AskAsync(
            HttpMethod.Post,
            "/sign-in/first",
            [KeyValuePair.Create("code", code)],
            ("Origin", "https://evil.example")
        );

        Assert.Contains("sign-in.cross-site", answer.Is(403).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_nobody_is_sent_to_one()
    {
        using var browser = new Browser(Address);

        Assert.Contains(
            "sign-in.no-provider",
            (await browser.GetAsync("/sign-in")).Is(404).Text,
            StringComparison.Ordinal
        );
        (await browser.GetAsync("/sign-in/callback?code=a&state=b")).Is(404);
        using var pipeline = With("a.b.c");
        (await pipeline.GetAsync("me")).IsRefused(401, "identity.key-needed");
    }

    [Fact]
    public void A_code_is_good_for_a_quarter_of_an_hour_and_with_its_own_key()
    {
        var code = FirstLink.CodeOf(Key, Now);

        Assert.True(FirstLink.IsGood(Key, code, Now));
        Assert.True(FirstLink.IsGood(Key, code, Now + FirstLink.Longest - TimeSpan.FromSeconds(1)));
        Assert.False(FirstLink.IsGood(Key, code, Now + FirstLink.Longest));
        Assert.False(FirstLink.IsGood(Key, FirstLink.CodeOf(Key, Now.AddHours(1)), Now));
        Assert.False(FirstLink.IsGood(Key + "x", code, Now));
        Assert.NotEqual(code, FirstLink.CodeOf(Key, Now));
        foreach (var wrong in new[] { "", ".", code + "A", "A" + code, code.Split('.')[0] + ".", "." + code })
        {
            Assert.False(FirstLink.IsGood(Key, wrong, Now));
        }
    }

    [Fact]
    public void A_code_that_is_written_in_another_way_is_the_same_code()
    {
        var code = FirstLink.CodeOf(Key, Now);
        var written = $"{code.Split('.')[0]}==.{code.Split('.')[1]}=";

        // Some readers take padding; what was used is known by what it says, and not by how it is written.
        if (FirstLink.IsGood(Key, written, Now))
        {
            Assert.Equal(FirstLink.NameOf(code), FirstLink.NameOf(written));
        }

        Assert.True(Base64Url.IsValid(code.Split('.')[0]));
    }

    private async Task<string> CommandAsync(string folder)
    {
        await using var output = new StringWriter();
        await Program.RunAsync(
            ["link", "--data", folder, "--address", Address],
            new InvocationConfiguration { Output = output, Error = output }
        );
        return output.ToString();
    }
}
