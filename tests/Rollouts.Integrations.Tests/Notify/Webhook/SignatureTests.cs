using System.Text;
using Rollouts.Integrations.Notify.Webhook;

namespace Rollouts.Integrations.Tests.Notify.Webhook;

public sealed class SignatureTests
{
    // The example that Standard Webhooks publishes, with its secret.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void Is_that_of_the_published_example() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", SignatureOf(Secret));

    [Fact]
    public void Is_made_with_each_secret()
    {
        var other = "whsec_" + Convert.ToBase64String(new byte[32]);

        Assert.Equal($"{SignatureOf(Secret)} {SignatureOf(other)}", SignatureOf(Secret, other));
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_", false)]
    [InlineData("whsec_hunter2", false)]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", false)]
    [InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    public void Takes_only_secrets_that_are_long_enough(string secret, bool isTaken) =>
        Assert.Equal(isTaken, Signature.TryKey(secret, out _));

    [Fact]
    public void Takes_no_secret_that_is_too_long_to_be_one() =>
        Assert.False(Signature.TryKey("whsec_" + Convert.ToBase64String(new byte[65]), out _));

    private static string SignatureOf(params string[] secrets) =>
        Signature.Of(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            At,
            Encoding.UTF8.GetBytes("{\"test\": 2432232314}"),
            secrets.Select(secret =>
            {
                Assert.True(Signature.TryKey(secret, out var key));
                return key;
            })
        );
}
