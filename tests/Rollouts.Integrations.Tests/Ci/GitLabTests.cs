using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

public sealed class GitLabTests : IDisposable
{
    private const string Body = """
        {"object_kind":"pipeline","project":{"id":7},
         "object_attributes":{"status":"success","ref":"v1","sha":"bcbb5ec396a2c0f828686f14fac9b80b780504f2"}}
        """;

    private readonly TempFolder _folder = new();
    private readonly ICiSender _plain;
    private readonly ICiSender _signed;

    public GitLabTests()
    {
        _plain = Announced.Sender(
            $"gitlab: {{ secretToken: {{ file: '{_folder.Write("new", "right")}' }}, "
                + $"previous: {{ file: '{_folder.Write("old", "before")}' }} }}"
        );
        _signed = Announced.Sender(
            $"gitlab: {{ signingTokens: [{{ file: '{_folder.Write("sign", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")}' }}] }}"
        );
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("right", true)]
    [InlineData("before", true)]
    [InlineData("wrong", false)]
    [InlineData("", false)]
    [InlineData("right ", false)]
    public async Task Takes_a_token_that_was_agreed(string token, bool isTaken) =>
        Assert.Equal(isTaken, await Announced.IsTakenAsync(_plain, Announced.Message(Body, ("X-Gitlab-Token", token))));

    [Fact]
    public async Task Refuses_what_has_no_token() =>
        Assert.False(await Announced.IsTakenAsync(_plain, Announced.Message(Body)));

    [Fact]
    public async Task Takes_nothing_unsigned_where_a_signing_token_was_agreed()
    {
        const string vector = """{"test": 2432232314}""";
        (string, string)[] headers =
        [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ];

        Assert.True(await Announced.IsTakenAsync(_signed, Announced.Message(vector, headers)));
        Assert.False(await Announced.IsTakenAsync(_signed, Announced.Message(vector, ("X-Gitlab-Token", "right"))));
        Assert.False(await Announced.IsTakenAsync(_plain, Announced.Message(vector, headers)));
    }

    [Fact]
    public void Reads_what_happened_and_whom_to_tell()
    {
        var happened = Assert.Single(
            Announced.Events(
                _plain,
                Announced.Message(Body, ("X-Gitlab-Event-UUID", "13792a34-cac6-4fda-95a8-c58e00a3954e"))
            )
        );

        Assert.Equal(("pipeline", "13792a34-cac6-4fda-95a8-c58e00a3954e"), (happened.Kind, happened.Delivery));
        Assert.Equal(2, happened.Ids.Count);
        Assert.Equal(new CiAddressee("7", "bcbb5ec396a2c0f828686f14fac9b80b780504f2"), happened.Addressee);
    }

    [Theory]
    [InlineData("secretToken: { env: A }, signingTokens: [{ env: B }]")]
    [InlineData("previous: { env: A }, signingTokens: [{ env: B }]")]
    [InlineData("token: { env: A }")]
    public void Wants_one_way_of_being_known(string settings) =>
        Assert.Contains("plan.one-of", Connected.Codes($"gitlab: {{ {settings} }}"));
}
