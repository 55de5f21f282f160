namespace Rollouts.Api.Tests.SignIn;

public sealed class RsaProviderTests() : RealProviderTests("RS256");
