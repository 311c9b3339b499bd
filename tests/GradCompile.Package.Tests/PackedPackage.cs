using System.IO.Compression;
using System.Runtime.CompilerServices;

[assembly: AssemblyFixture(typeof(GradCompile.Package.Tests.PackedPackage))]

namespace GradCompile.Package.Tests;

/// <summary>The package as <c>dotnet pack</c> makes it, in a feed of its own; made once for all tests.</summary>
public sealed class PackedPackage : IDisposable
{
    /// <summary>One that no feed and no cache has, and no pre-release, as <c>dotnet add package</c> passes those over.</summary>
    private const string Version = "0.1.9999";

    public PackedPackage()
    {
        Root = Directory.CreateTempSubdirectory("gradcompile-package-").FullName;
        var project = Path.Combine(Repository, "src", "GradCompile", "GradCompile.csproj");
        Dotnet.Run(Root, "dotnet", "pack", project, "-c", "Release", "-o", Feed, "--nologo", $"-p:PackageVersion={Version}", "-warnaserror");
        File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>What a project writes to name the package.</summary>
    public static string Reference => $"""<PackageReference Include="GradCompile" Version="{Version}" />""";

    /// <summary>A temporary folder under which every consumer lives.</summary>
    public string Root { get; }

    /// <summary>The folder that holds the package.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>The paths inside the package.</summary>
    public IReadOnlyList<string> Files()
    {
        using var package = Open("nupkg");
        return [.. package.Entries.Select(e => e.FullName)];
    }

    /// <summary>The package (<c>nupkg</c>) or its symbols (<c>snupkg</c>).</summary>
    public ZipArchive Open(string kind) => ZipFile.OpenRead(Path.Combine(Feed, $"GradCompile.{Version}.{kind}"));

    /// <summary>A console project that references the package and nothing else; its own package cache keeps the machine's clean.</summary>
    public string Consumer(string name, string framework, string properties, string program) => Project($"{name}/{name}.csproj", $"""
            <OutputType>Exe</OutputType>
            <TargetFramework>{framework}</TargetFramework>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
        """, Reference, ("Program.cs", program));

    /// <summary>A project of any language and kind, whose packages go into a cache of these tests; its folder.</summary>
    public string Project(string path, string properties, string items, params (string Name, string Text)[] sources)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!).FullName;
        File.WriteAllText(Path.Combine(Root, path), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <RestorePackagesPath>{Path.Combine(Root, "packages")}</RestorePackagesPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        foreach (var (name, text) in sources) File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A build server may still hold a file; the folder is temporary anyway.
        }
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
