# nix-build -E 'with import <nixpkgs> {}; callPackage ./.ci/packaging/package.nix {}'
# It has not been built yet: the first build says what vendorHash has to be.
{ lib, buildGoModule, installShellFiles }:

buildGoModule {
  pname = "breachsim";
  version = "0.1.0";
  src = lib.cleanSource ../..;
  vendorHash = lib.fakeHash;

  subPackages = [ "cmd/breachsim" ];
  env.CGO_ENABLED = 0;
  nativeBuildInputs = [ installShellFiles ];
  doCheck = false; # the tests take minutes; the build of the project runs them

  postInstall = ''
    $out/bin/breachsim man -o man
    installManPage man/*.1
    installShellCompletion --cmd breachsim \
      --bash <($out/bin/breachsim completion bash) \
      --zsh <($out/bin/breachsim completion zsh) \
      --fish <($out/bin/breachsim completion fish)
  '';

  meta = {
    description = "Datasets of simulated breaches of a health-insurance portal, with the exact truth";
    homepage = "https://github.com/breachsim/breachsim";
    license = lib.licenses.asl20;
    mainProgram = "breachsim";
  };
}
