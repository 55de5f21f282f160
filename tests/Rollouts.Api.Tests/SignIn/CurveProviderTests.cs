namespace Rollouts.Api.Tests.SignIn;

public sealed class CurveProviderTests() : RealProviderTests("ES256");
