using System.Text.RegularExpressions;

namespace GradCompile.Package.Tests;

/// <summary>Projects that get the package through another project, and projects in other languages.</summary>
public sealed partial class OtherProjectsTests(PackedPackage package)
{
    private const string Library = "<TargetFramework>net10.0</TargetFramework>";
    private const string Program = "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>";
    private const string Strict = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";
    private const string ThroughNetworks = """<ProjectReference Include="../Networks/Networks.csproj" />""";

    private const string FSharpUser = """
        let outputs = Array.zeroCreate<float32> 2
        Networks.Net(1UL).Predict(System.ReadOnlySpan [| 1.0f; 2.0f; 3.0f; 4.0f |], System.Span outputs)
        printfn "%b" (outputs[0] <> 0.0f)
        """;

    private const string FSharpDeclaration = """
        namespace Shop
        open GradCompile
        [<Network(4); Dense(2)>]
        type Net() = class end
        """;

    private const string VisualBasicDeclaration = """
        Imports GradCompile
        <Network(4), Dense(2)>
        Partial Public Class Net
        End Class
        """;

    [Fact]
    public void TheCompilerWorksThroughAProjectReferenceAndOtherLanguagesAreTold()
    {
        // One build for all of them; where a message is an error, none may come.
        package.Project("Networks/Networks.csproj", Library + Strict, PackedPackage.Reference, ("Net.cs", Network("Networks", 2)));
        package.Project("Through/Through.csproj", Program + Strict, ThroughNetworks, ("Net.cs", Network("Own", 3)), ("Program.cs", """
            System.Console.WriteLine($"{Networks.Net.Info.OutputShape[0]} {Own.Net.Info.OutputShape[0]} {new Own.Net(1).LearningRate}");
            """));
        package.Project("FsUser/FsUser.fsproj", Program + Strict, """<Compile Include="User.fs" />""" + ThroughNetworks, ("User.fs", FSharpUser));
        package.Project("FsNamed/FsNamed.fsproj", Library, """<Compile Include="Net.fs" />""" + PackedPackage.Reference, ("Net.fs", FSharpDeclaration));
        package.Project("FsThrough/FsThrough.fsproj", Library, """<Compile Include="Net.fs" />""" + ThroughNetworks, ("Net.fs", FSharpDeclaration));
        package.Project("VbNamed/VbNamed.vbproj", Library, PackedPackage.Reference, ("Net.vb", "Public Class Nothing_Yet\nEnd Class\n"));
        package.Project("VbThrough/VbThrough.vbproj", Library, ThroughNetworks, ("Net.vb", VisualBasicDeclaration));
        const string Silent = "<NoWarn>$(NoWarn);GRADLANG001</NoWarn>";
        package.Project("VbSilent/VbSilent.vbproj", Library + Strict + Silent, PackedPackage.Reference, ("Net.vb", VisualBasicDeclaration));
        File.WriteAllText(Path.Combine(package.Root, "Languages.slnx"), """
            <Solution>
              <Project Path="Networks/Networks.csproj" />
              <Project Path="Through/Through.csproj" />
              <Project Path="FsUser/FsUser.fsproj" />
              <Project Path="FsNamed/FsNamed.fsproj" />
              <Project Path="FsThrough/FsThrough.fsproj" />
              <Project Path="VbNamed/VbNamed.vbproj" />
              <Project Path="VbThrough/VbThrough.vbproj" />
              <Project Path="VbSilent/VbSilent.vbproj" />
            </Solution>
            """);
        var output = Dotnet.Run(package.Root, "dotnet", "build", "Languages.slnx", "-c", "Release", "--nologo");

        var told = Told().Matches(output).Select(m => m.Groups["project"].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["FsNamed", "FsThrough", "VbNamed", "VbThrough"], told);
        Assert.Contains("Net.vb : warning GRADLANG001: GradCompile's attributes do nothing in this VB project", output, StringComparison.Ordinal);
        Assert.Contains("Net.fs : warning GRADLANG001: GradCompile's attributes do nothing in this F# project", output, StringComparison.Ordinal);
        Assert.Equal("2 3 0.5", Dotnet.Run(package.Root, "dotnet", "Through/bin/Release/net10.0/Through.dll").Trim());
        Assert.Equal("true", Dotnet.Run(package.Root, "dotnet", "FsUser/bin/Release/net10.0/FsUser.dll").Trim());
    }

    private static string Network(string @namespace, int outputs) => $$"""
        using GradCompile;

        namespace {{@namespace}}
        {
            [Network(4), Dense(8, Activation.ReLU), Dense({{outputs}}), Loss(Loss.MeanSquaredError), Sgd(0.5)]
            public partial class Net
            {
            }
        }
        """;

    [GeneratedRegex(@"GRADLANG001: .*\[.*[/\\](?<project>\w+)\.(fs|vb)proj\]")]
    private static partial Regex Told();
}
